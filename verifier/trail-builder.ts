import { hash } from 'node:crypto'
import {
  writeCheckpointLine,
  writeHeaderLine,
  writeLeafLine,
} from '../src/kernel/merkle/export/export-line.ts'
import { encodeLeaf, type LeafAction } from '../src/kernel/merkle/leaf/leaf.ts'
import { encodeTombstone, payloadHash, SALT_BYTES } from '../src/kernel/merkle/leaf/payload.ts'
import { formatCheckpoint } from '../src/kernel/merkle/note/checkpoint.ts'
import { signNote } from '../src/kernel/merkle/note/note.ts'
import type { SignerKey } from '../src/kernel/merkle/note/note-key.ts'
import { formatOrigin, type Origin } from '../src/kernel/merkle/note/origin.ts'
import { Frontier } from '../src/kernel/merkle/tree/frontier.ts'
import { leafHash } from '../src/kernel/merkle/tree/hash.ts'

/** A change to build a leaf of. `image` is what the row, event or tombstone holds afterwards; null for a delete. */
export type SampleChange = {
  readonly action: LeafAction
  readonly table: string | null
  readonly row: string | null
  readonly image: string | null
  readonly subject?: string
  /** The export leaves the payload out, as after an erasure. */
  readonly erased?: boolean
  readonly final?: boolean
}

/** Makes the lines of a valid export from changes: what the platform's exporter writes, without a database. */
export class TrailBuilder {
  readonly #tree = new Frontier()
  readonly #images = new Map<string, string>()
  readonly #keys = new Set<string>()
  readonly #epochs: string[] = []
  #signers: readonly SignerKey[]
  #origin: Origin
  #operations = 0

  constructor(server: string, organization: string, signer: SignerKey) {
    this.#origin = { server, organization, epoch: 1, after: null }
    this.#signers = [signer]
    this.#keys.add(signer.verifier.text)
    this.#epochs.push(formatOrigin(this.#origin))
  }

  /** Leaves made so far: the index of the next one. */
  get size(): number {
    return this.#tree.size
  }

  /** The header for an export of `size` leaves, with every key and epoch used so far. */
  header(size: number = this.size): string {
    return writeHeaderLine({
      organization: this.#origin.organization,
      exported_at: '2026-11-21T12:00:00.000000Z',
      size,
      keys: [...this.#keys],
      epochs: this.#epochs,
    })
  }

  /** Leaf lines of one operation. */
  operation(name: string, changes: readonly SampleChange[]): string[] {
    this.#operations += 1
    return changes.map((change, place) => this.#leafLine(name, change, place + 1, changes.length))
  }

  /** Leaf lines of an operation that erases the payloads of `leaves`. */
  erasure(leaves: readonly number[]): string[] {
    return this.operation('person.erase', [
      { action: 'erase', table: null, row: null, image: encodeTombstone(leaves) },
    ])
  }

  /** A checkpoint of all leaves made so far: the note itself, as the witness file holds it too. */
  checkpointNote(): string {
    const text = formatCheckpoint({
      origin: formatOrigin(this.#origin),
      size: this.size,
      root: this.#tree.root(),
      extensions: [],
    })
    return signNote(text, this.#signers)
  }

  /** The line of a checkpoint of all leaves made so far. */
  checkpoint(): string {
    return writeCheckpointLine(this.checkpointNote())
  }

  /** Signs the next checkpoints with other keys. */
  rotate(signers: readonly SignerKey[]): void {
    this.#signers = signers
    for (const signer of signers) this.#keys.add(signer.verifier.text)
  }

  /** Opens the next epoch, as after a restore of a backup taken right now. */
  restore(): void {
    const after = { size: this.size, root: this.#tree.root() }
    this.#origin = { ...this.#origin, epoch: this.#origin.epoch + 1, after }
    this.#epochs.push(formatOrigin(this.#origin))
  }

  #leafLine(name: string, change: SampleChange, place: number, count: number): string {
    const index = this.size
    const salt = hash('sha256', `salt ${index}`, 'buffer').subarray(0, SALT_BYTES)
    const leaf = encodeLeaf({
      version: 1,
      organization: this.#origin.organization,
      operation: sampleId(1, this.#operations),
      name,
      event: `${name}d`,
      at: `2026-11-21T12:00:00.${String(this.#operations % 1_000_000).padStart(6, '0')}Z`,
      actor: sampleId(2, this.#operations % 7),
      changes: count,
      change: place,
      table: change.table,
      row: change.row,
      action: change.action,
      schema_version: 1,
      subject: change.subject ?? null,
      before: this.#beforeHash(change, salt),
      after: change.image === null ? null : payloadHash(salt, change.image),
    })
    const leafDigest = leafHash(leaf)
    this.#tree.append(leafDigest)
    return writeLeafLine({
      index,
      leaf,
      hash: leafDigest.toString('hex'),
      salt: change.erased ? null : salt.toString('base64'),
      image: change.erased ? null : change.image,
      final: change.final ?? false,
    })
  }

  #beforeHash({ action, table, row, image, final }: SampleChange, salt: Buffer): string | null {
    const key = `${table} ${row}`
    const previous = this.#images.get(key)
    if (image === null || final) this.#images.delete(key)
    else if (row !== null) this.#images.set(key, image)
    return action === 'update' || action === 'delete' ? payloadHash(salt, previous ?? '') : null
  }
}

/** A made-up UUID that depends on nothing but its arguments. */
export function sampleId(kind: number, number: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}
