import { OperationError } from '../../../kernel/contract/error.ts'

export type Headers = Readonly<Record<string, string | string[] | undefined>>

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

const refused = (why: string) =>
  new OperationError(
    'not-permitted',
    `Nothing was changed: ${why} Requests that change something must come from Plumbline's own pages.`,
  )

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** On this machine the pages may be opened by any of its own names; no other site can take one of them. */
const isOwnLoopback = (sent: URL, host: string | string[] | undefined): boolean =>
  loopback.has(sent.hostname) && sent.host === host

/**
 * Refuses a request that another site made the browser send (CSRF): such a site can set neither the header nor the origin.
 * @throws not-permitted
 */
export function assertFromOwnPage(method: string, headers: Headers, baseUrl: string): void {
  if (reading.has(method)) return
  if (headers['x-requested-with'] !== 'plumbline')
    throw refused('the header X-Requested-With: plumbline is missing.')
  const { origin } = headers
  if (origin === undefined) return
  const sent = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined
  if (!sent || (sent.origin !== new URL(baseUrl).origin && !isOwnLoopback(sent, headers.host)))
    throw refused('it was sent by the page of another site.')
}
