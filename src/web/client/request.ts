import type { Method } from '../../kernel/contract/operation.ts'
import { Problem, problemFrom, unreachable } from './problem.ts'
import { rememberTitles } from './titles.ts'

/** How an operation travels: see the HTTP binding of `Operation`. */
export interface Route {
  readonly method: Method
  /** Below `/api`, with `:name` for path parameters. */
  readonly path: string
  /** `expected_version` of the input travels as `If-Match`. */
  readonly versioned: boolean
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined
  /** Sent beside the input, as `multipart/form-data`, to operations that take a file. */
  readonly file?: File
  /** Travels in the body whatever the method: a secret never stands in an address. */
  readonly secret?: Input
}

type Input = Readonly<Record<string, unknown>>

let whenSignedOut: () => void = () => {}

/** Sets what happens when the server no longer knows the session. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener
}

/** Splits an input into what travels in the path, the headers and the rest. */
export function travel(route: Route, input: Input): { url: string; headers: Headers; body: string | null } {
  const rest: Record<string, unknown> = { ...input }
  const headers = new Headers({ accept: 'application/json' })
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (route.versioned) {
    headers.set('if-match', `"${rest.expected_version}"`)
    delete rest.expected_version
  }
  if (route.method !== 'GET') headers.set('x-requested-with', 'plumbline')
  if (route.method === 'GET' || route.method === 'DELETE') {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(rest))
      if (value !== undefined && value !== null) query.set(name, String(value))
    const text = query.toString()
    return { url: `/api${path}${text ? `?${text}` : ''}`, headers, body: null }
  }
  headers.set('content-type', 'application/json')
  return { url: `/api${path}`, headers, body: JSON.stringify(rest) }
}

/** The body of an operation that takes a file: the input as JSON, then the file. */
function formOf(body: string | null, file: File): FormData {
  const form = new FormData()
  form.set('input', body ?? '{}')
  form.set('file', file, file.name)
  return form
}

/**
 * Sends one operation and answers with its parsed output.
 * @throws Problem for every failure but a request that was called off by its signal.
 */
export async function send(route: Route, input: Input, options: RequestOptions = {}): Promise<unknown> {
  const { url, headers, body } = travel(route, input)
  // The browser writes the type of a form itself, with the boundary between its parts.
  if (options.file) headers.delete('content-type')
  if (options.secret) headers.set('content-type', 'application/json')
  const answer = await fetch(url, {
    method: route.method,
    headers,
    body: options.file ? formOf(body, options.file) : options.secret ? JSON.stringify(options.secret) : body,
    credentials: 'same-origin',
    signal: options.signal ?? null,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  })
  if (!answer.ok) {
    const problem = await problemFrom(answer)
    if (problem.kind === 'not-signed-in' && !route.path.startsWith('/auth/')) whenSignedOut()
    throw problem
  }
  const text = await answer.text()
  const output: unknown = text === '' ? {} : JSON.parse(text)
  if (typeof output === 'object' && output !== null && 'titles' in output)
    rememberTitles(output.titles as Record<string, string>)
  return output
}

/** Whether a failure is worth another try by itself: the server was away or busy, not unwilling. */
export const passing = (error: unknown): boolean =>
  error instanceof Problem && ['unreachable', 'unavailable', 'too-many-requests'].includes(error.kind)
