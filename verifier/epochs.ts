import { FormatError } from '../src/kernel/merkle/encoding/format-error.ts'
import { isSameTrail, type Origin, parseOrigin } from '../src/kernel/merkle/note/origin.ts'
import type { ExpectedRoot } from './expected-roots.ts'
import type { Report } from './verdict.ts'

/** The epochs of one trail as an export's header lists them: same trail, rising numbers. */
export class Epochs {
  readonly lines: readonly string[]
  readonly #origins: readonly Origin[]
  readonly #report: Report
  /** Place in the list of the newest epoch a checkpoint was seen of. */
  #current = -1
  readonly #seen = new Set<number>()

  /** Throws `FormatError` when the lines are not epochs of one trail of `organization`. */
  constructor(lines: readonly string[], organization: string, report: Report) {
    this.lines = lines
    this.#origins = lines.map(parseOrigin)
    this.#report = report
    const [first] = this.#origins
    if (first === undefined) throw new FormatError('the header names no epoch')
    if (first.organization !== organization)
      throw new FormatError('the header names the epochs of another organization')
    for (const [at, origin] of this.#origins.entries()) {
      const before = this.#origins[at - 1]
      if (before === undefined) continue
      if (!isSameTrail(first, origin)) throw new FormatError('the header names epochs of different trails')
      if (origin.epoch <= before.epoch) throw new FormatError('the epochs in the header do not rise')
      report.note('epoch', restoreNotice(before, origin))
    }
  }

  /** Takes the origin of the next checkpoint; says what is wrong with it, or null. */
  enter(line: string, size: number): string | null {
    const place = this.lines.indexOf(line)
    const after = this.#origins[place]?.after
    if (place < 0) return `its origin "${line}" is not among the epochs of this export`
    if (place < this.#current) return 'it belongs to an epoch that a later one had already ended'
    if (after && size < after.size)
      return `its epoch continues a tree of ${after.size} leaves, so it cannot be smaller`
    this.#current = place
    this.#seen.add(place)
    return null
  }

  /** Roots the tree must have where an epoch continues an earlier one. */
  handOvers(): ExpectedRoot[] {
    return this.#origins.flatMap(({ epoch, after }) => {
      if (after === null) return []
      const message = `Epoch ${epoch} says that it continues checkpoint ${after.size}, but the leaves of this file have another root at that size.`
      return [
        { ...after, refuse: () => this.#report.find('epoch', { checkpoint_size: after.size }, message) },
      ]
    })
  }

  /** Call at the end: an epoch without any signed checkpoint proves nothing and may hide what came before. */
  finish(): void {
    for (const [place, { epoch, after }] of this.#origins.entries()) {
      if (this.#seen.has(place)) continue
      const message = `The header names epoch ${epoch}, but the file holds no valid checkpoint of it.`
      this.#report.find('epoch', { checkpoint_size: after?.size ?? null }, message)
    }
  }

  /** Whether `origin` is this trail, whatever its epoch. */
  isThisTrail(origin: Origin): boolean {
    return this.#origins.some((own) => isSameTrail(own, origin))
  }

  /**
   * What became of a checkpoint of `origin` and `size`: still part of this tree, given up by a restore (the later epoch
   * starts from less, or the file does not know the epoch), or newer than every epoch of the file.
   */
  fateOf(origin: Origin, size: number): 'kept' | 'given_up' | 'newer_epoch' {
    const later = this.#origins.find((own) => own.epoch > origin.epoch)
    if (this.#origins.some((own) => own.epoch === origin.epoch)) {
      return later?.after && size > later.after.size ? 'given_up' : 'kept'
    }
    return later === undefined ? 'newer_epoch' : 'given_up'
  }
}

function restoreNotice(before: Origin, origin: Origin): string {
  const kept = `The trail was restored from a backup: epoch ${origin.epoch} continues epoch ${before.epoch} after ${origin.after?.size ?? 0} leaves.`
  return `${kept} What had been recorded since that backup is not part of the trail; ask for the reason and compare the witness file.`
}
