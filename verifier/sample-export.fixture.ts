import {
  type ExportLeaf,
  parseExportLine,
  writeCheckpointLine,
  writeLeafLine,
  writeWitnessLine,
} from '../src/kernel/merkle/export/export-line.ts'
import { encodeLeaf, parseLeaf, type TrailLeaf } from '../src/kernel/merkle/leaf/leaf.ts'
import { signerKeyFromSeed } from '../src/kernel/merkle/note/note-key.ts'
import { leafHash } from '../src/kernel/merkle/tree/hash.ts'
import { sampleId, TrailBuilder } from './trail-builder.ts'

export const SERVER = 'aims.example.com'
export const ORGANIZATION = sampleId(3, 1)
export const SIGNER = signerKeyFromSeed(SERVER, new Uint8Array(32).fill(1))
export const KEY = SIGNER.verifier.text
export const STRANGER = signerKeyFromSeed(SERVER, new Uint8Array(32).fill(2))

export const ROW = sampleId(4, 1)
const OTHER_ROW = sampleId(4, 2)
const PERSON = sampleId(4, 3)

export const risk = (title: string): string => JSON.stringify({ id: ROW, title })
const other = JSON.stringify({ id: OTHER_ROW, title: 'other' })
const person = (name: string): string => JSON.stringify({ id: PERSON, name })

/** A small valid trail: its lines and what the witness file beside it would hold. */
export type SampleExport = {
  readonly builder: TrailBuilder
  readonly lines: string[]
  readonly witness: string[]
}

/**
 * Leaves 0-1 insert two rows, 2-3 revise one and record an event, 4-5 insert and revise a person whose payloads are
 * erased, 6 is the tombstone, 7-8 delete one row and revise the other. Checkpoints at 2, 4, 6, 7 and 9.
 */
export function sampleExport(signer = SIGNER): SampleExport {
  const builder = new TrailBuilder(SERVER, ORGANIZATION, signer)
  const body: string[] = []
  const witness: string[] = []
  const sign = (): void => {
    const note = builder.checkpointNote()
    body.push(writeCheckpointLine(note))
    witness.push(writeWitnessLine(note))
  }
  body.push(
    ...builder.operation('risk.create', [
      { action: 'insert', table: 'risk', row: ROW, image: risk('first') },
      { action: 'insert', table: 'risk', row: OTHER_ROW, image: other },
    ]),
  )
  sign()
  body.push(
    ...builder.operation('risk.revise', [
      { action: 'update', table: 'risk', row: ROW, image: risk('second') },
      { action: 'event', table: null, row: ROW, image: '{"reason":"drift"}' },
    ]),
  )
  sign()
  const subject = PERSON
  body.push(
    ...builder.operation('person.create', [
      { action: 'insert', table: 'person', row: PERSON, image: person('Ann'), subject, erased: true },
      { action: 'update', table: 'person', row: PERSON, image: person('Anne'), subject, erased: true },
    ]),
  )
  sign()
  body.push(...builder.erasure([4, 5]))
  sign()
  body.push(
    ...builder.operation('risk.revise', [
      { action: 'delete', table: 'risk', row: OTHER_ROW, image: null },
      { action: 'update', table: 'risk', row: ROW, image: risk('third'), final: true },
    ]),
  )
  sign()
  return { builder, lines: [builder.header(), ...body], witness }
}

/** Place in `lines` of leaf `index`. */
export function placeOfLeaf(lines: readonly string[], index: number): number {
  return lines.findIndex((line) => line.startsWith(`{"type":"leaf","index":${index},`))
}

/** Place in `lines` of the checkpoint of `size`. */
export function placeOfCheckpoint(lines: readonly string[], size: number): number {
  return lines.findIndex((line) => line.startsWith('{"type":"checkpoint"') && line.includes(`\\n${size}\\n`))
}

/** The lines with leaf `index` edited. */
export function editLeaf(
  lines: readonly string[],
  index: number,
  edit: (leaf: ExportLeaf) => Partial<ExportLeaf>,
): string[] {
  const place = placeOfLeaf(lines, index)
  const line = parseExportLine(lines[place] ?? '')
  if (line.type !== 'leaf') throw new Error(`line ${place} holds no leaf`)
  return lines.with(place, writeLeafLine({ ...line, ...edit(line) }))
}

/** A leaf's text with fields replaced, and the hash that fits it. */
export function forgedLeaf(text: string, fields: Partial<TrailLeaf>): { leaf: string; hash: string } {
  const leaf = encodeLeaf({ ...parseLeaf(text), ...fields })
  return { leaf, hash: leafHash(leaf).toString('hex') }
}

/** The lines without those that `drop` picks. */
export function without(lines: readonly string[], drop: (line: string, place: number) => boolean): string[] {
  return lines.filter((line, place) => !drop(line, place))
}
