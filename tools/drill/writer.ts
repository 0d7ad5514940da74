import { setTimeout as sleep } from 'node:timers/promises'
import { newKey } from './installation.ts'

/** A write that a writer wants done once, and what became of it. */
interface Wanted {
  readonly key: string
  readonly path: string
  readonly body: unknown
  /** Written into the record, so that the write is found again. */
  readonly tag: string
}

/** What a writer knows for certain of its writes, by their tags. */
export interface Account {
  /** Created units that were acknowledged, with their ids. */
  readonly created: Map<string, string>
  /** Changes of five units at once that were acknowledged. */
  readonly changed: Set<string>
  /** Given up without an answer: they happened once or not at all. */
  readonly unknown: Set<string>
}

/** How many writes were acknowledged to all of them together. */
export const acknowledgedBy = (writers: readonly Writer[]): number =>
  writers.reduce((sum, { account }) => sum + account.created.size + account.changed.size, 0)

const groupSize = 5

/**
 * Writes as a careful client does: each write with a key of its own, sent again with the same key until it is
 * acknowledged. Now and then it gives up after a failure instead, as a closed browser does.
 */
export class Writer {
  readonly account: Account = { created: new Map(), changed: new Set(), unknown: new Set() }
  readonly #url: string
  readonly #authorization: string
  readonly #name: string
  readonly #random: () => number
  #group: string[] = []
  #number = 0
  #running = false
  #done: Promise<void> = Promise.resolve()

  constructor(url: string, apiKey: string, name: string, random: () => number) {
    this.#url = url
    this.#authorization = `Bearer ${apiKey}`
    this.#name = name
    this.#random = random
  }

  /** The units that this writer changes together: after any crash they are all as one change left them. */
  get group(): readonly string[] {
    return this.#group
  }

  start(): void {
    this.#running = true
    this.#done = this.#write()
  }

  /** Ends when the write under way is acknowledged or given up. @throws when any write was refused */
  async pause(): Promise<void> {
    this.#running = false
    await this.#done
  }

  async #write(): Promise<void> {
    while (this.#running) {
      const wanted = this.#next()
      const answer = await this.#untilAcknowledged(wanted)
      if (answer === undefined) this.account.unknown.add(wanted.tag)
      else if (wanted.path.endsWith('/bulk-revisions')) this.account.changed.add(wanted.tag)
      else {
        this.account.created.set(wanted.tag, answer.id)
        if (this.#group.length < groupSize) this.#group.push(answer.id)
      }
    }
  }

  #next(): Wanted {
    this.#number += 1
    const tag = `${this.#name}-${this.#number}`
    const key = newKey()
    if (this.#group.length < groupSize || this.#random() < 0.5)
      return { key, tag, path: '/api/organization-units', body: { name: tag } }
    const body = { selection: { ids: this.#group }, changes: { purpose: tag } }
    return { key, tag, path: '/api/organization-units/bulk-revisions', body }
  }

  /** @returns the answer; undefined when it gave up */
  async #untilAcknowledged({ key, path, body }: Wanted): Promise<{ id: string } | undefined> {
    for (;;) {
      const answer = await this.#send(path, key, body)
      if (answer?.ok) return answer.body
      // Only what is worth another try is no success here: the database is away, or the first try still runs.
      if (answer && answer.status < 500 && answer.status !== 409)
        throw new Error(`${path} was refused with ${answer.status}: ${JSON.stringify(answer.body)}`)
      if (this.#random() < 0.004) return undefined
      await sleep(20)
    }
  }

  async #send(path: string, key: string, body: unknown) {
    try {
      const answer = await fetch(`${this.#url}${path}`, {
        method: 'POST',
        headers: {
          authorization: this.#authorization,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      })
      return { ok: answer.ok, status: answer.status, body: (await answer.json()) as { id: string } }
    } catch {
      // Nobody listens, or the connection was cut: whether it was written is not known.
      return undefined
    }
  }
}
