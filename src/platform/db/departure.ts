/**
 * Whether whoever asked has left before they were answered. Lighter than an `AbortSignal`, since every read has one and
 * almost nobody leaves.
 */
export class Departure {
  #gone = false
  #cancels: Set<() => void> | undefined

  get gone(): boolean {
    return this.#gone
  }

  /** @throws when nobody is there to be answered. */
  assertThere(): void {
    if (this.#gone) throw new DepartedError()
  }

  /** @param cancel ends what runs for whoever leaves; called at most once. */
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

/** Whoever asked has hung up. There is nobody to tell. */
export class DepartedError extends Error {
  constructor() {
    super('Whoever asked has hung up.')
    this.name = 'DepartedError'
  }
}
