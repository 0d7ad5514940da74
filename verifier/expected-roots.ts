import type { Hash } from '../src/kernel/merkle/tree/hash.ts'

/** A root the tree must have at a size, and what to do when it has another. */
export type ExpectedRoot = { readonly size: number; readonly root: Hash; readonly refuse: () => void }

/** Roots known beforehand (from a witness, from an epoch's origin), compared as the tree grows past their sizes. */
export class ExpectedRoots {
  readonly #waiting: readonly ExpectedRoot[]
  #next = 0

  constructor(expected: readonly ExpectedRoot[]) {
    this.#waiting = expected.toSorted((one, other) => one.size - other.size)
  }

  /** Compares what is expected at `size`; call for every size from 0 on. */
  compare(size: number, rootOf: () => Hash): void {
    for (
      let expected = this.#waiting[this.#next];
      expected?.size === size;
      expected = this.#waiting[this.#next]
    ) {
      if (!expected.root.equals(rootOf())) expected.refuse()
      this.#next += 1
    }
  }

  /** What the tree never grew up to, smallest first. */
  unreached(): readonly ExpectedRoot[] {
    return this.#waiting.slice(this.#next)
  }
}
