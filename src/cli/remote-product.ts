import { UsageError } from './command.ts'

/** Where a running Plumbline is, and who asks. */
export type Environment = Readonly<Record<string, string | undefined>>

interface Problem {
  readonly detail?: string
  readonly issues?: readonly { readonly path: string; readonly message: string }[]
}

/** What the server refused, in its own words, with every issue on a line of its own. */
export class RefusedError extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem) {
    const issues = (problem.issues ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join('')
    super(`${problem.detail ?? `The server answered ${status}.`}${issues}`)
    this.name = 'RefusedError'
    this.status = status
    this.problem = problem
  }
}

const parsed = (text: string): Problem => {
  try {
    const problem: unknown = JSON.parse(text)
    return typeof problem === 'object' && problem !== null ? problem : {}
  } catch {
    return {}
  }
}

/** The product was not reached: what was sent may have arrived all the same. */
export class UnreachedError extends Error {
  constructor(base: string, cause: unknown) {
    super(`The product at ${base} was not reached. Is it running, and is PLUMBLINE_URL right?`, { cause })
    this.name = 'UnreachedError'
  }
}

/** A running Plumbline, reached over HTTP with an API key. */
export class RemoteProduct {
  readonly #base: string
  readonly #headers: Readonly<Record<string, string>>

  /** @throws UsageError unless PLUMBLINE_URL and PLUMBLINE_API_KEY are set. */
  constructor(env: Environment) {
    const { PLUMBLINE_URL: url, PLUMBLINE_API_KEY: key } = env
    if (!url || !URL.canParse(url))
      throw new UsageError('Set PLUMBLINE_URL to the address of the product, such as http://127.0.0.1:8080.')
    if (!key)
      throw new UsageError(
        'Set PLUMBLINE_API_KEY to an API key. Make one in the product, under your account.',
      )
    this.#base = url.replace(/\/+$/, '')
    this.#headers = { authorization: `Bearer ${key}`, 'x-requested-with': 'plumbline' }
  }

  /**
   * Sends one request below `/api`.
   * @throws RefusedError for every answer but success; UnreachedError when there is none.
   */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(this.#headers)) headers.set(name, value)
    const answer = await fetch(`${this.#base}/api${path}`, { ...init, headers }).catch((cause: unknown) => {
      throw new UnreachedError(this.#base, cause)
    })
    if (!answer.ok) throw new RefusedError(answer.status, parsed(await answer.text()))
    return answer
  }
}
