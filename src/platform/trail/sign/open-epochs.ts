import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { type Kysely, sql } from 'kysely'
import { FormatError } from '../../../kernel/merkle/encoding/format-error.ts'
import { parseWitnessLine } from '../../../kernel/merkle/export/export-line.ts'
import { type Checkpoint, parseCheckpoint } from '../../../kernel/merkle/note/checkpoint.ts'
import { untrustedNoteText } from '../../../kernel/merkle/note/note.ts'
import { parseOrigin } from '../../../kernel/merkle/note/origin.ts'
import { emptyRoot } from '../../../kernel/merkle/tree/hash.ts'
import { rootFromTiles } from '../../../kernel/merkle/tree/tree-edge.ts'
import type { Database } from '../../db/database.ts'
import type { Epoch, EpochFile } from './epoch-file.ts'
import { tileReader } from './tile-store.ts'

/** A checkpoint that was signed once, and what it says of its trail. */
interface Known extends Pick<Checkpoint, 'size' | 'root'> {
  readonly organization: string
  readonly epoch: number
}

const knownOf = ({ origin, size, root }: Pick<Checkpoint, 'origin' | 'size' | 'root'>): Known => {
  const { organization, epoch } = parseOrigin(origin)
  return { organization, epoch, size, root }
}

/** Every checkpoint of a witness file, oldest first; unreadable lines are passed over, as the verifier does. */
async function* witnessed(file: string): AsyncGenerator<Known> {
  if (
    !(await access(file).then(
      () => true,
      () => false,
    ))
  )
    return
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    try {
      yield knownOf(parseCheckpoint(untrustedNoteText(parseWitnessLine(line).note)))
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
  }
}

/**
 * Opens a new epoch of every trail in a database that was restored. Each names the newest checkpoint ever signed that
 * the restored tree still contains; what was signed after it is given up, and the verifier says so.
 *
 * @returns how many leaves each organization's epoch continues
 */
export async function openEpochs(
  database: Database,
  witnessFile: string,
  epochs: EpochFile,
): Promise<ReadonlyMap<string, number>> {
  const trails = await database.read({ role: 'sequencer' }, trailSizes)
  const highest = new Map<string, number>()
  const candidates = new Map<string, Map<number, Known>>()
  const consider = (known: Known) => {
    const { organization, epoch, size } = known
    highest.set(organization, Math.max(highest.get(organization) ?? 1, epoch))
    if (size > (trails.get(organization) ?? 0)) return
    const bySize = candidates.get(organization) ?? new Map<number, Known>()
    // Of two with one size the later stands: a restore gave the earlier up.
    candidates.set(organization, bySize.set(size, known))
  }
  for (const known of await database.read({ role: 'sequencer' }, signedCheckpoints)) consider(known)
  for await (const known of witnessed(witnessFile)) consider(known)

  const opened = new Map<string, Epoch>()
  for (const organization of trails.keys()) {
    const known = [...(candidates.get(organization)?.values() ?? [])].sort((a, b) => b.size - a.size)
    const after = await database.read({ role: 'sequencer' }, (db) => newestContained(db, organization, known))
    const epoch = Math.max(highest.get(organization) ?? 1, epochs.of(organization).epoch) + 1
    opened.set(organization, { epoch, after })
  }
  await epochs.begin(opened)
  return new Map([...opened].map(([organization, { after }]) => [organization, after?.size ?? 0]))
}

/** The first checkpoint, newest first, that the tree in the database contains; the empty tree when it contains none. */
async function newestContained(
  db: Kysely<never>,
  organization: string,
  newestFirst: readonly Known[],
): Promise<NonNullable<Epoch['after']>> {
  const read = tileReader(db, organization)
  for (const { size, root } of newestFirst)
    if (size > 0 && root.equals(await rootFromTiles(size, read))) return { size, root }
  return { size: 0, root: emptyRoot() }
}

async function trailSizes(db: Kysely<never>): Promise<Map<string, number>> {
  const { rows } = await sql<{ organization_id: string; size: number }>`
    select o.organization_id, coalesce(max(l.leaf_index) + 1, 0) as size
    from (select distinct organization_id from trail.operation) o
    left join trail.leaf l on l.organization_id = o.organization_id
    group by 1`.execute(db)
  return new Map(rows.map(({ organization_id, size }) => [organization_id, size]))
}

async function signedCheckpoints(db: Kysely<never>): Promise<Known[]> {
  const { rows } = await sql<{ origin: string; size: number; root: Buffer }>`
    select split_part(note, chr(10), 1) as origin, tree_size as size, root from trail.checkpoint
    order by organization_id, tree_size`.execute(db)
  return rows.map((row) => knownOf(row))
}
