import { type Hash, joinPeaks, nodeHash } from './hash.ts'

/**
 * The least one must remember of a Merkle tree to go on appending: the roots of its perfect subtrees, largest first
 * (one per bit set in `size`). Memory is logarithmic in the number of leaves.
 */
export class Frontier {
  size = 0
  readonly #peaks: Hash[] = []

  /** Appends one leaf hash at the right edge. */
  append(leaf: Hash): void {
    let joined = leaf
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = this.#peaks.pop()
      if (left === undefined) break
      joined = nodeHash(left, joined)
    }
    this.#peaks.push(joined)
    this.size += 1
  }

  /** RFC 6962 root of the leaves appended so far. */
  root(): Hash {
    return joinPeaks(this.#peaks)
  }
}
