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
   * @throws RefusedError for every answer but success; Error when the product is not reached.
   */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    let answer: Response
    try {
      answer = await fetch(`${this.#base}/api${path}`, { ...init, headers: this.#headers })
    } catch (cause) {
      throw new Error(
        `The product at ${this.#base} was not reached. Is it running, and is PLUMBLINE_URL right?`,
        {
          cause,
        },
      )
    }
    if (!answer.ok) throw new RefusedError(answer.status, parsed(await answer.text()))
    return answer
  }

  /**
   * The path of a register's operation, for a register named in the singular or the plural.
   * @throws UsageError when this product has no such operation.
   */
  async pathOf(register: string, verb: string): Promise<string> {
    const document = (await (await this.send('/openapi.json')).json()) as {
      paths: Record<string, Record<string, { operationId?: string }>>
    }
    const known = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ operationId = '' }) =>
        operationId.endsWith(`.${verb}`) ? [{ path: path.slice('/api'.length), operationId }] : [],
      ),
    )
    const found = known.find(
      ({ path, operationId }) => operationId === `${register}.${verb}` || path.split('/')[1] === register,
    )
    if (found) return found.path
    const names = known.map(({ operationId }) => operationId.slice(0, -verb.length - 1)).join(', ')
    throw new UsageError(`There is no register "${register}" to use here. There are: ${names}.`)
  }
}
