import { type Kysely, sql } from 'kysely'
import { parseCheckpoint } from '../../kernel/merkle/checkpoint.ts'
import { writeCheckpointLine, writeHeaderLine, writeLeafLine } from '../../kernel/merkle/export-line.ts'
import { untrustedNoteText } from '../../kernel/merkle/note.ts'
import type { Database, TransactionContext } from '../db/database.ts'
import { type LeafRow, leafColumns, leafText } from './leaf-row.ts'

interface ExportRow extends LeafRow {
  readonly leaf_index: number
  readonly hash: string
  readonly salt: string | null
  readonly image: Buffer | null
  readonly final: boolean
}

interface CheckpointRow {
  readonly tree_size: number
  readonly note: string
}

/**
 * An organization's whole trail as the lines of an export file, up to its newest checkpoint. Read in pages by
 * key, so memory stays constant. Format: docs/reference/trail-format.md.
 *
 * @param verifiers the installation's verifier keys, retired ones included
 * @throws when nothing has been signed yet
 */
export async function* exportTrail(
  database: Database,
  organizationId: string,
  verifiers: readonly string[],
  now: Date,
  pageSize = 2000,
): AsyncGenerator<string> {
  const context: TransactionContext = { role: 'app', organizationId }
  const checkpoints = await database.read(context, async (db) => {
    const { rows } =
      await sql<CheckpointRow>`select tree_size, note from trail.checkpoint order by tree_size`.execute(db)
    return rows
  })
  const size = checkpoints.at(-1)?.tree_size
  if (size === undefined)
    throw new Error(
      'This organization has no signed checkpoint yet. Wait a second for the sequencer, or start "plumbline work".',
    )
  const epochs = [...new Set(checkpoints.map(({ note }) => parseCheckpoint(untrustedNoteText(note)).origin))]
  yield writeHeaderLine({
    organization: organizationId,
    exported_at: now.toISOString(),
    size,
    keys: verifiers,
    epochs,
  })

  const notes = new Map(checkpoints.map((one) => [one.tree_size, one.note]))
  for (let from = 0; from < size; from += pageSize) {
    const rows = await database.read(context, (db) =>
      leavesBetween(db, from, Math.min(from + pageSize, size), size),
    )
    for (const row of rows) {
      yield writeLeafLine({
        index: row.leaf_index,
        leaf: leafText(organizationId, row),
        hash: row.hash,
        salt: row.salt,
        image: row.image === null ? null : row.image.toString('utf8'),
        final: row.final,
      })
      const note = notes.get(row.leaf_index + 1)
      if (note !== undefined) yield writeCheckpointLine(note)
    }
  }
}

async function leavesBetween(
  db: Kysely<never>,
  from: number,
  until: number,
  size: number,
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select l.leaf_index, encode(l.hash, 'hex') as hash, ${leafColumns},
      l.ordinal, encode(c.salt, 'base64') as salt, c.after as image,
      not exists (
        select from trail.leaf later
        where later.organization_id = l.organization_id and later.row_id = l.row_id and later.table_name = l.table_name
          and later.leaf_index > l.leaf_index and later.leaf_index < ${size}
      ) as final
    from trail.leaf l
    join trail.change c on c.id = l.change_id
    join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    where l.leaf_index >= ${from} and l.leaf_index < ${until}
    order by l.leaf_index`.execute(db)
  return rows
}
