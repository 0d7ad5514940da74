import { OperationError } from '../../kernel/contract/error.ts'
import type { Database } from '../db/database.ts'
import type { Runner } from '../operations/runner.ts'
import type { Actor } from '../operations/scope.ts'
import type { CommitNotice } from './commit-notices.ts'
import { changesOf, type RecordChanges } from './record-changes.ts'

/** A page that wants to know what others change. */
export interface LiveListener {
  readonly actor: Actor
  /** Something changed that this person may read. */
  readonly changed: (changes: RecordChanges) => void
  /** Anything may have changed: read everything again. */
  readonly missed: () => void
}

const mostPerPerson = 12
const mostInAll = 5000

/**
 * Notifies the pages that are open at this process of what was committed. They learn which records of which register,
 * never what they hold: what a page then shows it asks for, and every permission is asked again.
 */
export class LiveChanges {
  readonly #database: Database
  readonly #runner: Runner
  readonly #failed: (error: Error) => void
  readonly #listeners = new Map<string, Set<LiveListener>>()
  #size = 0
  /** One after the other, so that pages are notified in the order of the commits. */
  #telling: Promise<void> = Promise.resolve()

  constructor(options: {
    readonly database: Database
    readonly runner: Runner
    readonly failed?: (error: Error) => void
  }) {
    this.#database = options.database
    this.#runner = options.runner
    this.#failed = options.failed ?? (() => undefined)
  }

  /**
   * Notifies a listener from now on.
   * @returns how to stop.
   * @throws too-many-requests when this person, or everyone together, listens too often already.
   */
  listen(listener: LiveListener): () => void {
    const { organization_id, person_id } = listener.actor
    const present = this.#listeners.get(organization_id) ?? new Set()
    const own = [...present].filter(({ actor }) => actor.person_id === person_id).length
    if (own >= mostPerPerson || this.#size >= mostInAll)
      throw new OperationError(
        'too-many-requests',
        'Too many pages listen for changes already. Close some, or reload this one to see what changed.',
        { facts: { retry_after_seconds: 60 } },
      )
    this.#listeners.set(organization_id, present.add(listener))
    this.#size += 1
    return () => {
      if (!present.delete(listener)) return
      this.#size -= 1
      if (present.size === 0) this.#listeners.delete(organization_id)
    }
  }

  /** Operations were committed, here or at another process. */
  committed(notice: CommitNotice): void {
    if (!this.#listeners.has(notice.organization_id)) return
    this.#telling = this.#telling.then(() => this.#tell(notice)).catch(this.#failed)
  }

  /** Notices may have been lost. */
  missed(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener.missed()
  }

  async #tell(notice: CommitNotice): Promise<void> {
    const changes = await changesOf(this.#database, notice)
    for (const listener of this.#listeners.get(notice.organization_id) ?? [])
      for (const one of changes) {
        const reach = this.#runner.reach(listener.actor, `${one.register}:read`)
        if (reach === 'all') listener.changed(one)
        // Whose the records are is the query's to decide; here they are not even named.
        if (reach === 'own')
          listener.changed({ register: one.register, events: [], created: null, changed: null })
      }
  }
}
