import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'

/** What a request costs: reading little, writing more, a file most. */
export type RequestKind = 'read' | 'write' | 'file'

/** How many requests of each kind one session or key may send in a minute; 0 for as many as it likes. */
export type RequestRates = Readonly<Record<RequestKind, number>>

export const kindOfRequest = ({ kind, file, upload }: AnyOperation): RequestKind =>
  file || upload ? 'file' : kind === 'query' ? 'read' : 'write'

interface Bucket {
  tokens: number
  at: number
}

/** The most callers that are remembered; the one not seen for longest is forgotten first. */
const mostCallers = 20_000

const messages: Record<RequestKind, string> = {
  read: 'Too many requests.',
  write: 'Too many changes in a short time. Nothing was changed by this one.',
  file: 'Too many files in a short time. Nothing was changed.',
}

/**
 * A token bucket for each caller: a minute's worth of requests at once, refilled steadily, so that bursts are not
 * hampered and constant load is slowed. Counted in this process, so that N processes allow N times as much.
 */
export class RequestRate {
  readonly #rates: RequestRates
  readonly #now: () => Date
  readonly #buckets = new Map<string, Bucket>()

  constructor(rates: RequestRates, now: () => Date) {
    this.#rates = rates
    this.#now = now
  }

  /** @throws too-many-requests, with the seconds after which one more is let through. */
  take(caller: string, kind: RequestKind): void {
    const rate = this.#rates[kind]
    if (rate === 0) return
    const key = `${kind} ${caller}`
    const at = this.#now().getTime()
    const before = this.#buckets.get(key) ?? { tokens: rate, at }
    const tokens = Math.min(rate, before.tokens + ((at - before.at) * rate) / 60_000)
    const enough = tokens >= 1
    this.#buckets.delete(key)
    this.#buckets.set(key, { tokens: enough ? tokens - 1 : tokens, at })
    if (this.#buckets.size > mostCallers) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    if (enough) return
    const seconds = Math.ceil(((1 - tokens) * 60) / rate)
    throw new OperationError('too-many-requests', `${messages[kind]} Try again in ${seconds} s.`, {
      facts: { retry_after_seconds: seconds },
    })
  }
}
