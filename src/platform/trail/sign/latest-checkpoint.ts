import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { keyFingerprint, parseVerifierKey } from '../../../kernel/merkle/note/note-key.ts'
import { proveInclusion } from '../../../kernel/merkle/proof/proof.ts'
import { formatTlogProof } from '../../../kernel/merkle/proof/tlog-proof.ts'
import type { ReadScope } from '../../operations/scope.ts'
import { type LeafRow, leafColumns, leafText } from '../leaf-row.ts'
import { tileReaderOn } from './tile-store.ts'

interface Checkpoint {
  readonly tree_size: number
  readonly root: string
  readonly at: string
  readonly note: string
}

type Scope = Pick<ReadScope<unknown>, 'rows' | 'actor' | 'reach' | 'trail'>

/** The newest signed checkpoint, null when nothing has been signed yet. */
export async function latestCheckpoint(scope: Pick<Scope, 'rows'>): Promise<Checkpoint | null> {
  const [newest] = await scope.rows<Checkpoint>(sql`
    select tree_size, encode(root, 'hex') as root, at, note from trail.checkpoint
    order by tree_size desc limit 1`)
  return newest ?? null
}

/** The keys that sign this installation's trails, the current one first, with what people compare them by. */
export const publishedKeys = ({ trail }: Pick<Scope, 'trail'>) =>
  trail.verifiers.toReversed().map((key, place) => ({
    key,
    fingerprint: keyFingerprint(parseVerifierKey(key)),
    current: place === 0,
  }))

/**
 * Proof that a leaf is in the newest signed tree, in the text form of C2SP tlog-proof. Its extra data is the leaf's
 * exact text, so that the proof is checked from this one text and the published key.
 * @throws not-found when the tree has no such leaf, or the actor may not see it.
 */
export async function proveLeaf(scope: Scope, index: number): Promise<{ text: string; tree_size: number }> {
  const checkpoint = await latestCheckpoint(scope)
  const [leaf] = await scope.rows<LeafRow>(sql`
    select ${leafColumns}, l.ordinal
    from trail.leaf l
    join trail.change c on c.id = l.change_id
    join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    where l.leaf_index = ${index}
      and ${scope.reach === 'all' ? sql`true` : sql`o.actor_id = ${scope.actor.person_id}`}`)
  if (!leaf || !checkpoint || index >= checkpoint.tree_size)
    throw new OperationError(
      'not-found',
      'The signed tree has no such leaf, or you may not see it. What was just written is signed about a second later.',
    )
  const organizationId = scope.actor.organization_id
  const proof = await proveInclusion(index, checkpoint.tree_size, tileReaderOn(scope.rows, organizationId))
  const extra = Buffer.from(leafText(organizationId, leaf))
  return {
    text: formatTlogProof({ index, proof, checkpoint: checkpoint.note, extra }),
    tree_size: checkpoint.tree_size,
  }
}
