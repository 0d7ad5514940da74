import { FormatError } from '../src/kernel/merkle/encoding/format-error.ts'
import { parseWitnessLine } from '../src/kernel/merkle/export/export-line.ts'
import { parseCheckpoint } from '../src/kernel/merkle/note/checkpoint.ts'
import { NoteError, openNote, untrustedNoteText } from '../src/kernel/merkle/note/note.ts'
import type { VerifierKey } from '../src/kernel/merkle/note/note-key.ts'
import { parseOrigin } from '../src/kernel/merkle/note/origin.ts'
import type { Epochs } from './epochs.ts'
import type { ExpectedRoot } from './expected-roots.ts'
import type { Report } from './verdict.ts'

/**
 * Reads a witness file and returns the roots it demands. Lines of other trails are passed over; a line with a wrong
 * signature is a finding; an unreadable line is a notice, since a crash may leave half a line.
 */
export async function readWitness(
  lines: AsyncIterable<string> | Iterable<string>,
  keys: readonly VerifierKey[],
  epochs: Epochs,
  report: Report,
): Promise<ExpectedRoot[]> {
  const expected: ExpectedRoot[] = []
  let number = 0
  for await (const line of lines) {
    number += 1
    try {
      const root = expectedOf(parseWitnessLine(line).note, number, keys, epochs, report)
      if (root !== null) expected.push(root)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      report.note('witness', `Line ${number} of the witness file cannot be read: ${error.message}.`)
    }
  }
  if (expected.length === 0)
    report.note('witness', 'The witness file holds no checkpoint of this trail, so it proves nothing here.')
  return expected
}

function expectedOf(
  note: string,
  number: number,
  keys: readonly VerifierKey[],
  epochs: Epochs,
  report: Report,
): ExpectedRoot | null {
  const { origin: originLine, size, root } = parseCheckpoint(untrustedNoteText(note))
  const origin = parseOrigin(originLine)
  if (!epochs.isThisTrail(origin)) return null
  const refusal = signatureFault(note, keys)
  if (refusal !== null) {
    report.find(
      'witness',
      { checkpoint_size: size },
      `Checkpoint ${size} in line ${number} of the witness file: ${refusal}.`,
    )
    return null
  }
  const fate = epochs.fateOf(origin, size)
  if (fate === 'newer_epoch') {
    const message = `The witness file knows epoch ${origin.epoch} of this trail (checkpoint ${size}), which the export does not hold.`
    report.find('witness', { checkpoint_size: size }, message)
  } else if (fate === 'given_up') {
    report.note(
      'epoch',
      `The witness file knows checkpoints of epoch ${origin.epoch} that a restore gave up.`,
    )
  }
  if (fate !== 'kept') return null
  // The words are made only when needed: a witness file may hold very many lines.
  const refuse = (): void => {
    const message = `Checkpoint ${size} in the witness file has another root than the leaves of this file: the trail was rewritten after it was witnessed.`
    report.find('witness', { checkpoint_size: size }, message)
  }
  return { size, root, refuse }
}

function signatureFault(note: string, keys: readonly VerifierKey[]): string | null {
  try {
    openNote(note, keys)
    return null
  } catch (error) {
    if (error instanceof NoteError) return error.message
    throw error
  }
}
