import type { Hash } from '../../../kernel/merkle/tree/hash.ts'
import type { TileReader } from '../../../kernel/merkle/tree/tile.ts'
import { rootFromTiles } from '../../../kernel/merkle/tree/tree-edge.ts'
import type { Epoch } from './epoch-file.ts'
import type { Witness, Witnessed } from './witness.ts'

/**
 * Refused to sign: the tree is smaller than, or differs from, one that was signed before. Someone restored an
 * older database or rewrote it. Nothing was signed.
 */
export class ForkedTrailError extends Error {
  constructor(organizationId: string, size: number, why: string) {
    super(
      `The trail of organization ${organizationId} ${why} the checkpoint of size ${size} that was signed before. Nothing was signed. If the database was restored from a backup, open a new epoch with "plumbline restore --in-place"; otherwise find out who changed the database.`,
    )
    this.name = 'ForkedTrailError'
  }
}

/**
 * Refused to sign: the witness file does not know what the database says was signed. It was lost, emptied, cut off or
 * put back from an old copy, so nothing proves that the database was not rewritten. Nothing was signed.
 */
export class WitnessBehindError extends Error {
  constructor(organizationId: string, signed: number, file: string, witnessed: Witnessed | undefined) {
    const knows = witnessed
      ? `knows nothing newer than size ${witnessed.size} in epoch ${witnessed.epoch}`
      : 'holds no checkpoint of it'
    super(
      `The database holds a checkpoint of size ${signed} of the trail of organization ${organizationId}, but the witness file ${file} ${knows}. Nothing is signed until that is settled; people read and write as before, and what they write waits. Put the newest copy of the witness file back. If there is none, stop every server and worker and run "plumbline restore --in-place": it opens a new epoch that names the last checkpoint, for everyone who verifies the trail to see.`,
    )
    this.name = 'WitnessBehindError'
  }
}

interface Trail {
  readonly organizationId: string
  readonly epoch: Epoch
  /** Size of the tree in the database. */
  readonly size: number
  /** The newest checkpoint in the database. */
  readonly signed: Pick<Witnessed, 'epoch' | 'size'> | undefined
  readonly read: TileReader
}

/**
 * Holds a trail in the database against the witness: the tree must extend the newest witnessed checkpoint of this epoch,
 * at the epoch's beginning the one it continues, and the witness must know everything that the database says was
 * signed, as it is always told first. The newest line commits to all before it, so no other is compared.
 *
 * @throws ForkedTrailError and WitnessBehindError
 */
export async function requireContinuation(
  { organizationId, epoch, size, signed, read }: Trail,
  witness: Witness,
): Promise<void> {
  const witnessed = await witness.latest(organizationId)
  const before = expectedBefore(organizationId, epoch, witnessed)
  if (before) {
    if (before.size > size) throw new ForkedTrailError(organizationId, before.size, 'is smaller than')
    if (!(await rootFromTiles(before.size, read)).equals(before.root))
      throw new ForkedTrailError(organizationId, before.size, 'differs from')
  }
  // What the database holds of an earlier epoch was given up, or is named, when this one was opened.
  if (signed && signed.epoch >= epoch.epoch && signed.size > (before?.size ?? 0))
    throw new WitnessBehindError(organizationId, signed.size, witness.file, witnessed)
}

function expectedBefore(
  organizationId: string,
  { epoch, after }: Epoch,
  witnessed: Witnessed | undefined,
): { readonly size: number; readonly root: Hash } | null {
  if (!witnessed || witnessed.epoch < epoch) return after
  if (witnessed.epoch > epoch)
    throw new ForkedTrailError(
      organizationId,
      witnessed.size,
      `is asked to sign in epoch ${epoch} after epoch ${witnessed.epoch} with`,
    )
  return witnessed
}
