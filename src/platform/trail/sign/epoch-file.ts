import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Origin } from '../../../kernel/merkle/note/origin.ts'
import { HASH_BYTES } from '../../../kernel/merkle/tree/hash.ts'
import { writeDurably } from '../../durable-file.ts'

/** Which epoch a trail is in and what it continues: the last part of its origin line. */
export type Epoch = Pick<Origin, 'epoch' | 'after'>

/** Of a trail that was never restored. */
export const firstEpoch: Epoch = { epoch: 1, after: null }

const content = z.record(
  z.uuid(),
  z.strictObject({
    epoch: z.int().min(2),
    size: z.int().min(0),
    root: z.string().regex(new RegExp(`^[0-9a-f]{${HASH_BYTES * 2}}$`)),
  }),
)

/**
 * The epoch of each organization's trail, kept beside the witness file: a database that was restored does not know
 * that it was. Only trails that were ever restored stand in it.
 */
export class EpochFile {
  readonly #file: string
  readonly #epochs: Map<string, Epoch>

  private constructor(file: string, epochs: Map<string, Epoch>) {
    this.#file = file
    this.#epochs = epochs
  }

  /** @throws when the file was damaged: signing on in the wrong epoch would fork the trail. */
  static async open(file: string): Promise<EpochFile> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    const entries = Object.entries(content.parse(JSON.parse(text))).map(
      ([organization, { epoch, size, root }]) =>
        [organization, { epoch, after: { size, root: Buffer.from(root, 'hex') } }] as const,
    )
    return new EpochFile(file, new Map(entries))
  }

  of(organizationId: string): Epoch {
    return this.#epochs.get(organizationId) ?? firstEpoch
  }

  /** Opens epochs, all or none, and waits until they are on disk. */
  async begin(epochs: ReadonlyMap<string, Epoch>): Promise<void> {
    const all = new Map([...this.#epochs, ...epochs])
    const entries = [...all].flatMap(([organization, { epoch, after }]) =>
      after ? [[organization, { epoch, size: after.size, root: after.root.toString('hex') }] as const] : [],
    )
    await writeDurably(this.#file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`)
    for (const [organization, epoch] of epochs) this.#epochs.set(organization, epoch)
  }
}
