import type { Actor, Rows } from '../../operations/scope.ts'

/** Who most likely sends a request, and whether it really is them. */
export interface Presumption {
  readonly actor: Actor
  /** Looks in the transaction at hand. */
  readonly holds: (rows: Rows) => Promise<boolean>
}

const most = 10_000

/**
 * Who presented a credential the last time, in this process: never an answer, only where to look first. Keys are
 * hashes of credentials; the least recently seen are forgotten.
 */
export class KnownActors {
  readonly #actors = new Map<string, Actor>()

  find(key: string): Actor | undefined {
    return this.#actors.get(key)
  }

  remember(key: string, actor: Actor): void {
    this.#actors.delete(key)
    this.#actors.set(key, actor)
    if (this.#actors.size <= most) return
    const [oldest] = this.#actors.keys()
    if (oldest !== undefined) this.#actors.delete(oldest)
  }

  forget(key: string): void {
    this.#actors.delete(key)
  }
}

const same = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  one?.length === other?.length && (one ?? []).every((value, place) => value === other?.[place])

/** Whether two actors may do the same in the same organization, as the same person. */
export const sameActor = (one: Actor, other: Actor): boolean =>
  one.organization_id === other.organization_id &&
  one.person_id === other.person_id &&
  same(one.roles, other.roles) &&
  same(one.scopes, other.scopes)
