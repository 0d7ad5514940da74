import type { FastifyRequest } from 'fastify'
import type { Headers } from './own-page.ts'

/** Who sends a request, before it is known who they are. */
export interface Visitor {
  /** The network address, as far as trusted proxies tell it. */
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string | null
  readonly cookie: Headers[string]
}

export const visitorOf = ({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Visitor => ({
  address: ip,
  agent: headers['user-agent']?.slice(0, 300) ?? null,
  cookie: headers.cookie,
})

/**
 * The network an address belongs to, as one household or office has it: the address itself, of IPv6 its first 64 bits, as
 * whoever has one of these has all of them.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [front = '', back] = address.toLowerCase().replace(/%.*$/, '').split('::', 2)
  const groups = front === '' ? [] : front.split(':')
  const behind = back ? back.split(':') : []
  const zeros = back === undefined ? 0 : 8 - groups.length - behind.length
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...behind]
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
