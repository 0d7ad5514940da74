import { FormatError } from '../src/kernel/merkle/encoding/format-error.ts'
import { type Checkpoint, parseCheckpoint } from '../src/kernel/merkle/note/checkpoint.ts'
import { NoteError, openNote, untrustedNoteText } from '../src/kernel/merkle/note/note.ts'
import type { VerifierKey } from '../src/kernel/merkle/note/note-key.ts'
import type { Hash } from '../src/kernel/merkle/tree/hash.ts'
import type { Epochs } from './epochs.ts'
import type { KeyChanges } from './key-changes.ts'
import type { Report } from './verdict.ts'

/** Holds signed checkpoints against the keys, their place in the file, their epoch and the tree of the leaves read. */
export class CheckpointCheck {
  readonly #report: Report
  readonly #keys: readonly VerifierKey[]
  readonly #epochs: Epochs
  readonly #keyChanges: KeyChanges
  /** Size up to which a valid checkpoint vouches for the leaves. */
  #coveredSize = 0
  #rootDiffers = false
  /** Checkpoints read, whatever was found about them. */
  count = 0

  constructor(keys: readonly VerifierKey[], epochs: Epochs, keyChanges: KeyChanges, report: Report) {
    this.#keys = keys
    this.#epochs = epochs
    this.#keyChanges = keyChanges
    this.#report = report
  }

  /** Takes the next checkpoint, after `size` leaves with root `root`. False when leaves are missing before it. */
  check(line: number, note: string, size: number, root: Hash): boolean {
    this.count += 1
    const opened = this.#open(line, note)
    if (opened === null) return true
    const { checkpoint, signers } = opened
    const place = { checkpoint_size: checkpoint.size, line }
    const name = `Checkpoint ${checkpoint.size}`
    if (checkpoint.size > size) {
      const message = `${name} comes after only ${size} leaves: leaf ${size} is missing.`
      this.#report.find('sequence', { ...place, leaf_index: size }, message)
      return false
    }
    if (checkpoint.size < size) {
      const message = `${name} comes after ${size} leaves: a leaf was inserted before it, or the checkpoint was moved.`
      this.#report.find('sequence', place, message)
      return true
    }
    this.#keyChanges.sign(signers, size)
    const epochFault = this.#epochs.enter(checkpoint.origin, size)
    if (epochFault !== null) this.#report.find('epoch', place, `${name}: ${epochFault}.`)
    this.#compareRoot(checkpoint, root, place)
    return true
  }

  /** Call at the end of the file: leaves that no valid checkpoint covers are not signed by anyone. */
  finish(size: number): void {
    if (this.count === 0) {
      this.#report.find('coverage', {}, 'The file holds no checkpoint, so nothing in it is signed.')
    } else if (this.#coveredSize < size) {
      const message = `Leaves ${this.#coveredSize} to ${size - 1} are not covered by any valid checkpoint: nothing in the file shows that they were signed.`
      this.#report.find('coverage', { leaf_index: this.#coveredSize }, message)
    }
  }

  /** Reports the first of neighbouring wrong roots only: the others follow from it. */
  #compareRoot(checkpoint: Checkpoint, root: Hash, place: { checkpoint_size: number; line: number }): void {
    const differs = !checkpoint.root.equals(root)
    if (differs && !this.#rootDiffers) {
      const { size } = checkpoint
      const suspects =
        this.#coveredSize < size
          ? `one of the leaves ${this.#coveredSize} to ${size - 1} is not the one that was signed, or the log was forked`
          : 'the log was forked: two checkpoints of this size contradict each other'
      this.#report.find(
        'root',
        place,
        `Checkpoint ${size} is signed, but its root is not that of the leaves in this file: ${suspects}.`,
      )
    }
    this.#rootDiffers = differs
    if (!differs) this.#coveredSize = checkpoint.size
  }

  #open(line: number, note: string): { checkpoint: Checkpoint; signers: readonly VerifierKey[] } | null {
    try {
      const { text, signers } = openNote(note, this.#keys)
      return { checkpoint: parseCheckpoint(text), signers }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      const size = claimedSize(note)
      const kind = error instanceof NoteError && error.refusal !== 'malformed' ? 'signature' : 'line'
      const name = size === null ? `The checkpoint in line ${line}` : `Checkpoint ${size}`
      this.#report.find(kind, { checkpoint_size: size, line }, `${name}: ${error.message}.`)
      return null
    }
  }
}

/** The size a note claims, to name it by; null when it has none. */
function claimedSize(note: string): number | null {
  try {
    return parseCheckpoint(untrustedNoteText(note)).size
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}
