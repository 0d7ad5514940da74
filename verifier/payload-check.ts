import { decodeBase64 } from '../src/kernel/merkle/encoding/base64.ts'
import { FormatError } from '../src/kernel/merkle/encoding/format-error.ts'
import type { ExportLeaf } from '../src/kernel/merkle/export/export-line.ts'
import type { TrailLeaf } from '../src/kernel/merkle/leaf/leaf.ts'
import { parseTombstone, payloadHash, SALT_BYTES } from '../src/kernel/merkle/leaf/payload.ts'
import type { Report } from './verdict.ts'

/** Marks a row whose latest image is not in the file, because it was erased or is missing. */
const UNKNOWN = Symbol('image not in the file')

/**
 * Holds payloads against the hashes in their leaves, every `before` against the row's previous image, and every
 * missing payload against the tombstones that follow.
 *
 * Memory: one image per row that may change again (see `final` in the format), and one number per erased leaf.
 */
export class PayloadCheck {
  readonly #report: Report
  readonly #images = new Map<string, string | typeof UNKNOWN>()
  /** Leaves without payload that no tombstone has named yet, with their line. */
  readonly #missing = new Map<number, number>()
  readonly #erased = new Set<number>()

  constructor(report: Report) {
    this.#report = report
  }

  /** Leaves whose payload is gone and named by a tombstone. */
  get erasedLeaves(): number {
    return this.#erased.size
  }

  /** Takes the next leaf of the file. */
  check(line: number, exported: ExportLeaf, leaf: TrailLeaf): void {
    const place = { leaf_index: exported.index, line }
    const fault = this.#checkHashes(line, exported, leaf)
    if (fault !== null) this.#report.find('payload', place, `Leaf ${exported.index}: ${fault}.`)
    const beforeFault = this.#checkPrevious(exported, leaf, fault === null)
    if (beforeFault !== null)
      this.#report.find('previous_image', place, `Leaf ${exported.index}: ${beforeFault}.`)
    this.#remember(exported, leaf)
    if (leaf.action === 'erase' && exported.image !== null && fault === null)
      this.#bury(line, exported.index, exported.image)
  }

  /** Call at the end of the file: reports what is missing without a tombstone. */
  finish(): void {
    for (const [index, line] of this.#missing) {
      const message = `Leaf ${index}: its payload is missing and no tombstone names it. It was removed outside the erasure procedure.`
      this.#report.find('missing_payload', { leaf_index: index, line }, message)
    }
  }

  /** Says what is wrong with the leaf's own salt and image, or null; notes a payload that is wholly missing. */
  #checkHashes(line: number, { index, salt, image }: ExportLeaf, leaf: TrailLeaf): string | null {
    const needsSalt = leaf.before !== null || leaf.after !== null
    const needsImage = leaf.after !== null
    if (!needsSalt)
      return salt === null && image === null
        ? null
        : 'it has a payload although its leaf holds no hash of one'
    if (salt === null && image === null) {
      this.#missing.set(index, line)
      return null
    }
    if (salt === null) return 'its image has no salt, so nothing proves the image'
    if (image === null) return needsImage ? 'its salt is there but its image is not' : saltFault(salt)
    if (!needsImage) return 'it has an image although the row was deleted'
    const fault = saltFault(salt)
    if (fault !== null) return fault
    return payloadHash(saltBytes(salt), image) === leaf.after
      ? null
      : 'its payload is not the one the leaf was made of'
  }

  /** Says what is wrong with the leaf's view of the row before the change, or null. */
  #checkPrevious({ index, salt }: ExportLeaf, leaf: TrailLeaf, saltHolds: boolean): string | null {
    const key = rowKey(leaf)
    if (key === null) return null
    const previous = this.#images.get(key)
    if (leaf.action === 'insert') {
      return previous === undefined
        ? null
        : `it inserts row ${leaf.row} of ${leaf.table}, which is already there`
    }
    if (previous === undefined)
      return `no earlier leaf of the file holds row ${leaf.row} of ${leaf.table}, which it changes`
    if (salt === null || !saltHolds) return null
    if (previous === UNKNOWN) {
      const message = `Leaf ${index} still has its salt although the row's previous image was erased: with the salt, a guess of the erased image can be confirmed. Erase this leaf's payload too.`
      this.#report.note('erasure', message)
      return null
    }
    if (payloadHash(saltBytes(salt), previous) === leaf.before) return null
    return `the row's previous image in the file is not the one this change started from`
  }

  #remember({ image, final }: ExportLeaf, leaf: TrailLeaf): void {
    const key = rowKey(leaf)
    if (key === null) return
    if (final || leaf.action === 'delete') this.#images.delete(key)
    else this.#images.set(key, image ?? UNKNOWN)
  }

  /** Lets a tombstone excuse the missing payloads it names. */
  #bury(line: number, index: number, image: string): void {
    for (const named of this.#namedLeaves(line, index, image)) {
      if (named >= index) {
        this.#report.find(
          'tombstone',
          { leaf_index: index, line },
          `Leaf ${index}: the tombstone names leaf ${named}, which does not stand before it.`,
        )
      } else if (this.#missing.delete(named)) {
        this.#erased.add(named)
      } else if (!this.#erased.has(named)) {
        this.#report.note(
          'erasure',
          `Tombstone ${index} names leaf ${named}, but that leaf's payload is still in the file.`,
        )
      }
    }
  }

  #namedLeaves(line: number, index: number, image: string): number[] {
    try {
      return parseTombstone(image)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      this.#report.find('tombstone', { leaf_index: index, line }, `Leaf ${index}: ${error.message}.`)
      return []
    }
  }
}

/** Rows are told apart by table and id; leaves without a changed row have no key. */
function rowKey(leaf: TrailLeaf): string | null {
  return leaf.action === 'event' || leaf.action === 'erase' ? null : `${leaf.table} ${leaf.row}`
}

function saltBytes(salt: string): Buffer {
  return Buffer.from(salt, 'base64')
}

function saltFault(salt: string): string | null {
  try {
    decodeBase64(salt, 'its salt', SALT_BYTES)
    return null
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
}
