import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { signerKeyFromSeed } from '../src/kernel/merkle/note/note-key.ts'
import { type SampleChange, sampleId, TrailBuilder } from './trail-builder.ts'

/** A key whose secret is public: good for samples only. */
const SAMPLE_SIGNER = signerKeyFromSeed('sample.example', new Uint8Array(32).fill(7))

/** The key that signs every sample trail. */
export const SAMPLE_VERIFIER_KEY = SAMPLE_SIGNER.verifier.text

export type SampleTrailOptions = {
  readonly leaves: number
  /** Size of a row image; 400 unless told. */
  readonly imageBytes?: number
  /** A checkpoint at the first end of an operation after so many leaves; 100 unless told. */
  readonly checkpointIntervalLeaves?: number
}

/** Operations between the insert of a row and its update, and again to its deletion or erasure. */
const REVISION_LAG = 500

/** At most so many leaves does one operation of the sample make. */
const OPERATION_LEAVES_MAX = 4

/**
 * A made-up but valid export with exactly `leaves` leaves: rows are inserted, revised and some deleted or erased,
 * events are recorded, checkpoints are signed. The same options give the same lines.
 */
export function* sampleTrail(options: SampleTrailOptions): Generator<string> {
  const { leaves, imageBytes = 400, checkpointIntervalLeaves = 100 } = options
  const builder = new TrailBuilder('sample.example', sampleId(3, 1), SAMPLE_SIGNER)
  yield builder.header(leaves)
  const erasable = new Map<number, number[]>()
  let signedSize = 0
  for (let number = 0; builder.size < leaves; number++) {
    const changes = changesOf(number, leaves, imageBytes, builder.size, erasable).slice(
      0,
      leaves - builder.size,
    )
    yield* builder.operation('risk.revise', changes)
    const buried = erasable.get(number - 2 * REVISION_LAG)
    if (buried !== undefined && erasable.delete(number - 2 * REVISION_LAG)) yield* builder.erasure(buried)
    if (builder.size - signedSize < checkpointIntervalLeaves && builder.size < leaves) continue
    signedSize = builder.size
    yield builder.checkpoint()
  }
}

/** Writes a sample trail to a stream and waits for slow readers; the caller ends the stream. */
export async function writeSampleTrail(stream: Writable, options: SampleTrailOptions): Promise<void> {
  let held = ''
  for (const line of sampleTrail(options)) {
    held += `${line}\n`
    if (held.length < 1024 * 1024) continue
    if (!stream.write(held)) await once(stream, 'drain')
    held = ''
  }
  if (!stream.write(held)) await once(stream, 'drain')
}

/** What the `number`-th operation changes: a new row, a revision of an older one, a deletion now and then, an event. */
function changesOf(
  number: number,
  leaves: number,
  imageBytes: number,
  size: number,
  erasable: Map<number, number[]>,
): SampleChange[] {
  const changes: SampleChange[] = []
  const add = (change: SampleChange, row: number): void => {
    if (change.erased) erasable.set(row, [...(erasable.get(row) ?? []), size + changes.length])
    changes.push(change)
  }
  add(rowChange('insert', number, imageBytes, leaves), number)
  const revised = number - REVISION_LAG
  if (revised >= 0) add(rowChange('update', revised, imageBytes, leaves), revised)
  const removed = number - 2 * REVISION_LAG
  if (removed >= 0 && isDeleted(removed)) add(rowChange('delete', removed, imageBytes, leaves), removed)
  if (number % 50 === 0) add({ action: 'event', table: null, row: null, image: `{"read":${number}}` }, number)
  return changes
}

function rowChange(
  action: 'insert' | 'update' | 'delete',
  row: number,
  bytes: number,
  leaves: number,
): SampleChange {
  const final = action === 'delete' || (action === 'update' && !isDeleted(row))
  const image = action === 'delete' ? null : imageOf(row, action, bytes)
  return { action, table: 'risk', row: sampleId(4, row), image, final, erased: isErased(row, leaves) }
}

/** A row image of `bytes` bytes, or of what the fixed part takes when that is more. */
function imageOf(row: number, state: string, bytes: number): string {
  const fixed = {
    id: sampleId(4, row),
    organization_id: sampleId(3, 1),
    title: `Risk ${row}`,
    state,
    version: 1,
  }
  const room = bytes - JSON.stringify({ ...fixed, description: '' }).length
  return JSON.stringify({
    ...fixed,
    description: 'The model may drift. '.repeat(Math.max(0, room / 21 + 1)).slice(0, Math.max(0, room)),
  })
}

const isDeleted = (row: number): boolean => row % 10 === 0

/** Rows whose payloads were erased; only such whose tombstone still fits into the trail. */
const isErased = (row: number, leaves: number): boolean =>
  row % 1000 === 999 && OPERATION_LEAVES_MAX * (row + 2 * REVISION_LAG + 2) <= leaves
