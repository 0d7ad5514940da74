/**
 * Whether the client of a request disconnects before it is answered. Lighter than an `AbortSignal`: every read has one,
 * and almost none is used.
 */
export class Departure {
  #gone = false
  #cancels: Set<() => void> | undefined

  get gone(): boolean {
    return this.#gone
  }

  /** @throws DepartedError when the client has disconnected. */
  assertThere(): void {
    if (this.#gone) throw new DepartedError()
  }

  /** @param cancel ends the work that is done for the client; called at most once. */
  watch(cancel: () => void): void {
    this.#cancels ??= new Set()
    this.#cancels.add(cancel)
  }

  unwatch(cancel: () => void): void {
    this.#cancels?.delete(cancel)
  }

  leave(): void {
    this.#gone = true
    for (const cancel of this.#cancels ?? []) cancel()
    this.#cancels = undefined
  }
}

/** The client has disconnected: there is no one to answer. */
export class DepartedError extends Error {
  constructor() {
    super('The client has disconnected.')
    this.name = 'DepartedError'
  }
}
