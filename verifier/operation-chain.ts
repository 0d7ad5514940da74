import type { TrailLeaf } from '../src/kernel/merkle/leaf/leaf.ts'

/** What every leaf of an operation repeats. */
const SHARED = ['operation', 'name', 'event', 'at', 'actor', 'changes'] as const

/**
 * Holds leaves against the rule that an operation's leaves stand together, numbered 1 to `changes`, and agree on who
 * did what and when.
 */
export class OperationChain {
  #last: TrailLeaf | null = null

  /** Takes the next leaf; says what is wrong with its place, or null. */
  follow(leaf: TrailLeaf): string | null {
    const before = this.#open()
    this.#last = leaf
    if (before === null) {
      return leaf.change === 1
        ? null
        : `it is change ${leaf.change} of its operation, but changes 1 to ${leaf.change - 1} do not stand before it`
    }
    if (leaf.operation !== before.operation) {
      return `it begins another operation although ${before.name} has ${before.change} of its ${before.changes} changes: a leaf is missing before it, or stands elsewhere`
    }
    if (leaf.change !== before.change + 1)
      return `it is change ${leaf.change} of its operation where change ${before.change + 1} must follow: a leaf was added, is missing or stands elsewhere`
    const field = SHARED.find((name) => leaf[name] !== before[name])
    return field === undefined ? null : `its "${field}" differs from the leaf before it in the same operation`
  }

  /** The operation that still lacks changes, in words, or null. */
  unfinished(): string | null {
    const leaf = this.#open()
    return leaf === null
      ? null
      : `operation ${leaf.name} (${leaf.operation}) has ${leaf.change} of its ${leaf.changes} changes`
  }

  #open(): TrailLeaf | null {
    return this.#last === null || this.#last.change >= this.#last.changes ? null : this.#last
  }
}
