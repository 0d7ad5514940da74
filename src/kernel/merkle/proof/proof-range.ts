import { FormatError } from '../encoding/format-error.ts'

/** Leaves `start` (inclusive) to `end` (exclusive) whose subtree hash a proof needs. */
export type LeafRange = { readonly start: number; readonly end: number }

/** A perfect subtree: the `position`-th one of 2^`height` leaves. */
export type PerfectSubtree = { readonly height: number; readonly position: number }

/**
 * The subtrees beside the path from leaf `index` to the root of a tree of `size` leaves, leaf end first: PATH of
 * RFC 6962 section 2.1.1. Throws `FormatError` when the tree has no such leaf.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(size) || !Number.isInteger(index) || index < 0 || index >= size) {
    throw new FormatError(`a tree of ${size} leaves has no leaf ${index}`)
  }
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.reverse()
}

/**
 * The subtrees that prove a tree of `newSize` leaves extends one of `oldSize`: PROOF of RFC 6962 section 2.1.2. Empty
 * when the sizes are equal. Throws `FormatError` unless 1 <= oldSize <= newSize.
 */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  if (!Number.isSafeInteger(newSize) || !Number.isInteger(oldSize) || oldSize < 1 || oldSize > newSize) {
    throw new FormatError(`no consistency proof leads from ${oldSize} to ${newSize} leaves`)
  }
  const ranges: LeafRange[] = []
  let [start, end] = [0, newSize]
  while (end !== oldSize) {
    const middle = start + largestPowerBelow(end - start)
    if (oldSize <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  // The verifier already knows the old root itself, which is the remaining subtree when nothing lies left of it.
  if (start > 0) ranges.push({ start, end })
  return ranges.reverse()
}

/** The perfect subtrees, left to right, that a proof's range consists of. */
export function perfectSubtrees({ start, end }: LeafRange): PerfectSubtree[] {
  const subtrees: PerfectSubtree[] = []
  for (let at = start; at < end; ) {
    // Counted up rather than by Math.log2, which rounds just below large powers of two.
    let height = 0
    while (2 ** (height + 1) <= end - at) height += 1
    subtrees.push({ height, position: at / 2 ** height })
    at += 2 ** height
  }
  return subtrees
}

/** Largest power of two smaller than `count` (at least 2). */
function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}
