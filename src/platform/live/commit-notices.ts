import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Operations that were committed, of one organization. They carry no content: the receiver reads what changed. */
export interface CommitNotice {
  readonly organization_id: string
  readonly operation_ids: readonly string[]
}

/** The channel on which processes notify each other. */
export const channel = 'plumbline_commits'

const windowMs = 100
/** A notification holds 8,000 bytes at most; an id takes 39. */
const mostIds = 150

/** What travels between processes: a notice and who sent it. */
export interface SentNotice extends CommitNotice {
  readonly sender: string
}

/**
 * Collects what this process committed and announces it about ten times a second: to its own listeners, and to other
 * processes by NOTIFY. Never in the writing transaction: PostgreSQL lets only one transaction that notifies commit at
 * a time. A process that dies within the window leaves its last commits unannounced; the next reading finds them.
 */
export class CommitNotices {
  /** Distinguishes this process's own notices from those of others when they come back. */
  readonly sender: string
  readonly #database: Database
  readonly #failed: (error: Error) => void
  readonly #listeners = new Set<(notice: CommitNotice) => void>()
  #gathered = new Map<string, string[]>()
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> = Promise.resolve()

  constructor(options: {
    readonly database: Database
    readonly sender: string
    readonly failed?: (error: Error) => void
  }) {
    this.#database = options.database
    this.sender = options.sender
    this.#failed = options.failed ?? (() => undefined)
  }

  /** Called at the end of each window in which something was committed here. */
  onNotice(listener: (notice: CommitNotice) => void): void {
    this.#listeners.add(listener)
  }

  /** An operation was committed. */
  add(organizationId: string, operationId: string): void {
    const ids = this.#gathered.get(organizationId)
    if (ids) ids.push(operationId)
    else this.#gathered.set(organizationId, [operationId])
    this.#timer ??= setTimeout(() => this.#tell(), windowMs)
  }

  /** Sends what has been collected, and waits until it is sent. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#tell()
    await this.#sending
  }

  #tell(): void {
    this.#timer = undefined
    const gathered = this.#gathered
    this.#gathered = new Map()
    const notices = [...gathered].flatMap(([organization_id, ids]) =>
      Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) => ({
        organization_id,
        operation_ids: ids.slice(part * mostIds, (part + 1) * mostIds),
      })),
    )
    if (notices.length === 0) return
    for (const notice of notices) for (const listener of this.#listeners) listener(notice)
    this.#sending = this.#sending.then(() => this.#send(notices)).catch(this.#failed)
  }

  async #send(notices: readonly CommitNotice[]): Promise<void> {
    const payloads = notices.map((notice) =>
      JSON.stringify({ sender: this.sender, ...notice } satisfies SentNotice),
    )
    await this.#database.write({ role: 'app' }, (db) =>
      sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) payload`.execute(db),
    )
  }
}
