import { OperationError } from '../../kernel/contract/error.ts'

export type Headers = Readonly<Record<string, string | string[] | undefined>>

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

const refused = (why: string) =>
  new OperationError(
    'not-permitted',
    `Nothing was changed: ${why} Requests that change something must come from Plumbline's own pages.`,
  )

/**
 * Refuses a request that another site made the browser send (CSRF): such a site can set neither the header nor the origin.
 * @throws not-permitted
 */
export function assertFromOwnPage(method: string, headers: Headers, baseUrl: string): void {
  if (reading.has(method)) return
  if (headers['x-requested-with'] !== 'plumbline')
    throw refused('the header X-Requested-With: plumbline is missing.')
  const { origin, host } = headers
  if (origin === undefined) return
  const sent = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined
  if (!sent || (sent.origin !== new URL(baseUrl).origin && sent.host !== host))
    throw refused('it was sent by the page of another site.')
}
