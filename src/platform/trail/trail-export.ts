import { type RawBuilder, sql } from 'kysely'
import {
  writeCheckpointLine,
  writeHeaderLine,
  writeLeafLine,
} from '../../kernel/merkle/export/export-line.ts'
import type { Database } from '../db/database.ts'
import type { Rows } from '../operations/scope.ts'
import { type LeafRow, leafColumns, leafText } from './leaf-row.ts'

interface ExportRow extends LeafRow {
  readonly leaf_index: number
  readonly hash: string
  readonly salt: string | null
  readonly image: string | null
  readonly final: boolean
}

interface CheckpointRow {
  readonly tree_size: number
  readonly note: string
}

/** The rows of an organization's trail, each statement in a read transaction of its own. */
export const trailRows =
  (database: Database, organizationId: string): Rows =>
  <T>(statement: RawBuilder<unknown>) =>
    database.read({ role: 'app', organizationId }, async (db) => (await statement.execute(db)).rows as T[])

/** Every organization that has a trail. */
export async function organizationsWithTrail(database: Database): Promise<string[]> {
  const { rows } = await database.read({ role: 'sequencer' }, (db) =>
    sql<{ id: string }>`select distinct organization_id as id from trail.operation order by 1`.execute(db),
  )
  return rows.map(({ id }) => id)
}

/** How many leaves the organization's newest checkpoint covers; undefined when nothing has been signed yet. */
export async function signedSize(rows: Rows): Promise<number | undefined> {
  const [newest] = await rows<{ tree_size: number }>(
    sql`select tree_size from trail.checkpoint order by tree_size desc limit 1`,
  )
  return newest?.tree_size
}

/**
 * An organization's whole trail as the lines of an export file, up to a checkpoint. Read in pages by key, so memory
 * stays constant. Format: docs/reference/trail-format.md.
 *
 * @param rows reads under the organization's row-level security
 * @param size of a signed checkpoint
 * @param verifiers the installation's verifier keys, retired ones included
 */
export async function* exportTrail(
  rows: Rows,
  organizationId: string,
  size: number,
  verifiers: readonly string[],
  now: Date,
  pageSize = 2000,
): AsyncGenerator<string> {
  const epochs = await rows<{ origin: string }>(sql`
    select split_part(note, chr(10), 1) as origin from trail.checkpoint where tree_size <= ${size}
    group by 1 order by min(tree_size)`)
  yield writeHeaderLine({
    organization: organizationId,
    exported_at: now.toISOString(),
    size,
    keys: verifiers,
    epochs: epochs.map(({ origin }) => origin),
  })
  for (let from = 0; from < size; from += pageSize) {
    const until = Math.min(from + pageSize, size)
    const [leaves, checkpoints] = await Promise.all([
      rows<ExportRow>(leavesBetween(from, until, size)),
      rows<CheckpointRow>(sql`
        select tree_size, note from trail.checkpoint where tree_size > ${from} and tree_size <= ${until}`),
    ])
    const notes = new Map(checkpoints.map((one) => [one.tree_size, one.note]))
    for (const leaf of leaves) {
      yield writeLeafLine({
        index: leaf.leaf_index,
        leaf: leafText(organizationId, leaf),
        hash: leaf.hash,
        salt: leaf.salt,
        image: leaf.image,
        final: leaf.final,
      })
      const note = notes.get(leaf.leaf_index + 1)
      if (note !== undefined) yield writeCheckpointLine(note)
    }
  }
}

const leavesBetween = (from: number, until: number, size: number): RawBuilder<unknown> => sql`
    select l.leaf_index, encode(l.hash, 'hex') as hash, ${leafColumns},
      l.ordinal, encode(c.salt, 'base64') as salt, c.after::text as image,
      not exists (
        select from trail.leaf later
        where later.organization_id = l.organization_id and later.row_id = l.row_id and later.table_name = l.table_name
          and later.leaf_index > l.leaf_index and later.leaf_index < ${size}
      ) as final
    from trail.leaf l
    join trail.change c on c.id = l.change_id
    join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    where l.leaf_index >= ${from} and l.leaf_index < ${until}
    order by l.leaf_index`
