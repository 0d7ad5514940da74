import { type Kysely, sql } from 'kysely'
import { formatCheckpoint } from '../../../kernel/merkle/note/checkpoint.ts'
import { signNote } from '../../../kernel/merkle/note/note.ts'
import { formatOrigin, parseOrigin } from '../../../kernel/merkle/note/origin.ts'
import { leafHash } from '../../../kernel/merkle/tree/hash.ts'
import {
  appendLeafHashes,
  readEdge,
  rootFromTiles,
  type TreeEdge,
} from '../../../kernel/merkle/tree/tree-edge.ts'
import type { Database } from '../../db/database.ts'
import { type LeafRow, leafColumns, leafText } from '../leaf-row.ts'
import { requireContinuation } from './continuation.ts'
import { type Epoch, firstEpoch } from './epoch-file.ts'
import type { SigningKeys } from './signing-keys.ts'
import { storeTiles, tileReader } from './tile-store.ts'
import type { Witness } from './witness.ts'

export interface SequencerOptions {
  readonly database: Database
  readonly keys: SigningKeys
  readonly witness: Witness
  /** The installation's name, the first part of every origin line. */
  readonly server: string
  /** The epoch of an organization's trail; 1 until a restore opened another. */
  readonly epochOf?: (organizationId: string) => Epoch
  readonly now: () => Date
  /** Operations placed in one transaction. */
  readonly batch?: number
  /** Leaves held in memory at once: one operation may have changed 100,000 rows. */
  readonly held?: number
  /** Called once when placing or signing fails; the sequencer goes on and tries again. */
  readonly failed?: (error: Error) => void
}

/**
 * Places committed operations into each organization's Merkle log and signs checkpoints. Any number may run:
 * a transaction lock per organization lets one work at a time, and it works behind a transaction pooler.
 */
export class Sequencer {
  readonly #options: SequencerOptions
  /** The right edge of each tree as this process last left it; read again when another process has appended since. */
  readonly #edges = new Map<string, TreeEdge>()
  readonly #signed = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #wanted = false
  #started = false
  /** What went wrong in the last round, so that it is reported once and not every second. */
  #told: ReadonlySet<string> = new Set()

  constructor(options: SequencerOptions) {
    this.#options = options
  }

  /** Places what is pending about every `interval` milliseconds, sooner after `nudge`. */
  start(interval = 1000): void {
    this.#timer = setInterval(() => this.nudge(), interval)
    this.#timer.unref()
    this.nudge()
  }

  /** Something was committed: place it soon. Calls during a run lead to one more run. */
  nudge(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#running = this.#running.then(async () => {
      this.#wanted = false
      const failures = await this.#round().catch((error: Error) => [error])
      for (const failure of failures) if (!this.#told.has(failure.message)) this.#options.failed?.(failure)
      this.#told = new Set(failures.map(({ message }) => message))
    })
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  /** Places everything that is pending now and signs each tree that grew. */
  async runOnce(): Promise<void> {
    const [failure] = await this.#round()
    if (failure) throw failure
  }

  async #round(): Promise<Error[]> {
    const failures: Error[] = []
    // The first round checks every trail against the witness file, so that a start reports what would be refused
    // later.
    for (const organizationId of await this.#write((db) => trails(db, !this.#started))) {
      try {
        let placed: number
        do placed = await this.place(organizationId)
        while (placed > 0)
        await this.sign(organizationId)
      } catch (error) {
        // A trail that cannot be signed does not hold up the others.
        failures.push(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#started = true
    return failures
  }

  /**
   * Appends a batch of pending operations as leaves and tiles, in one transaction.
   * @returns how many leaves were placed; 0 when nothing was pending.
   */
  async place(organizationId: string): Promise<number> {
    const grown = await this.#write(async (db) => {
      await this.#lock(db, organizationId)
      const operations = await takePending(db, organizationId, this.#options.batch ?? 2000)
      if (operations.length === 0) return undefined
      const before = await this.#edge(db, organizationId)
      let edge = before
      const leaves = leavesOf(db, operations, this.#options.held ?? 5000)
      for await (const rows of leaves) edge = await append(db, organizationId, edge, rows)
      return { edge, leaves: edge.size - before.size }
    })
    if (!grown) return 0
    this.#edges.set(organizationId, grown.edge)
    return grown.leaves
  }

  /**
   * Signs the committed tree if it grew since the last checkpoint: first into the witness file, then into the
   * database.
   * @throws ForkedTrailError and WitnessBehindError when database and witness contradict each other.
   */
  async sign(organizationId: string): Promise<void> {
    const { keys, witness, server, now } = this.#options
    await this.#write(async (db) => {
      await this.#lock(db, organizationId)
      const edge = await this.#edge(db, organizationId)
      if (this.#signed.get(organizationId) === edge.size) return
      const signed = await newestSigned(db, organizationId)
      const read = tileReader(db, organizationId)
      const epoch = this.#options.epochOf?.(organizationId) ?? firstEpoch
      await requireContinuation({ organizationId, epoch, size: edge.size, signed, read }, witness)
      if (signed && signed.size >= edge.size) return
      const root = await rootFromTiles(edge.size, read)
      const checkpoint = {
        origin: formatOrigin({ server, organization: organizationId, ...epoch }),
        size: edge.size,
        root,
        extensions: [],
      }
      const note = signNote(formatCheckpoint(checkpoint), [keys.current])
      await witness.append(note)
      await sql`
        insert into trail.checkpoint (organization_id, tree_size, root, at, note)
        values (${organizationId}, ${edge.size}, ${root}, ${now().toISOString()}, ${note})`.execute(db)
      this.#signed.set(organizationId, edge.size)
    })
  }

  #write<T>(body: (db: Kysely<never>) => Promise<T>): Promise<T> {
    return this.#options.database.write({ role: 'sequencer' }, body)
  }

  async #lock(db: Kysely<never>, organizationId: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${organizationId}, 7100003))`.execute(db)
  }

  async #edge(db: Kysely<never>, organizationId: string): Promise<TreeEdge> {
    const { rows } = await sql<{ size: number }>`
      select leaf_index + 1 as size from trail.leaf
      where organization_id = ${organizationId} order by leaf_index desc limit 1`.execute(db)
    const size = rows[0]?.size ?? 0
    const known = this.#edges.get(organizationId)
    return known?.size === size ? known : readEdge(size, tileReader(db, organizationId))
  }
}

/**
 * The organizations with anything to place or to sign, or all that have a trail. Walks the index from one organization to the next: reading
 * all leaves each second would cost more the longer the trails are.
 */
async function trails(db: Kysely<never>, all: boolean): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive trails as (
      (select organization_id as id from trail.leaf order by organization_id limit 1)
      union all
      select (select l.organization_id from trail.leaf l where l.organization_id > t.id order by l.organization_id limit 1)
      from trails t where t.id is not null
    )
    select organization_id as id from trail.pending
    union
    select t.id from trails t
    where t.id is not null and (${all} or (select l.leaf_index + 1 from trail.leaf l where l.organization_id = t.id order by l.leaf_index desc limit 1)
      > coalesce((select c.tree_size from trail.checkpoint c where c.organization_id = t.id order by c.tree_size desc limit 1), 0))`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

async function newestSigned(
  db: Kysely<never>,
  organizationId: string,
): Promise<{ size: number; epoch: number } | undefined> {
  const { rows } = await sql<{ size: number; origin: string }>`
    select tree_size as size, split_part(note, chr(10), 1) as origin from trail.checkpoint
    where organization_id = ${organizationId} order by tree_size desc limit 1`.execute(db)
  return rows[0] && { size: rows[0].size, epoch: parseOrigin(rows[0].origin).epoch }
}

/** Takes operations off the queue. @returns their ids in the order in which they were committed. */
async function takePending(db: Kysely<never>, organizationId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ operation_id: string }>`
    with batch as (
      delete from trail.pending where operation_id in (
        select operation_id from trail.pending
        where organization_id = ${organizationId} order by last_change_id limit ${most}
      ) returning operation_id, last_change_id
    )
    select operation_id from batch order by last_change_id`.execute(db)
  return rows.map(({ operation_id }) => operation_id)
}

/**
 * The leaves of operations in their order, at most so many at a time. `offset 0` keeps each operation's changes a lookup of their own:
 * joined freely, a few operations were at times placed by reading the whole trail, when the planner's figures were older than its rows.
 */
async function* leavesOf(
  db: Kysely<never>,
  operations: readonly string[],
  most: number,
): AsyncGenerator<LeafRow[]> {
  await sql`
    declare leaves no scroll cursor for
    select leaf.*
    from unnest(${operations}::uuid[]) with ordinality as batch (operation_id, place)
    cross join lateral (
      select ${leafColumns}, row_number() over (order by c.id)::int as ordinal
      from trail.operation o
      join trail.change c on c.operation_id = o.id and c.xid = o.xid
      where o.id = batch.operation_id
      offset 0
    ) leaf
    order by batch.place, leaf.ordinal`.execute(db)
  for (;;) {
    const { rows } = await sql<LeafRow>`fetch ${sql.lit(most)} from leaves`.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < most) break
  }
  await sql`close leaves`.execute(db)
}

/** Appends leaves and the tiles they complete to a tree. @returns its new edge. */
async function append(
  db: Kysely<never>,
  organizationId: string,
  edge: TreeEdge,
  rows: readonly LeafRow[],
): Promise<TreeEdge> {
  const hashes = rows.map((row) => leafHash(leafText(organizationId, row)))
  const appended = appendLeafHashes(edge, hashes)
  await sql`
    insert into trail.leaf (organization_id, leaf_index, change_id, ordinal, row_id, table_name, hash)
    select ${organizationId}, ${edge.size}::bigint + n - 1, change_id, ordinal, row_id, table_name, hash
    from unnest(${rows.map((row) => row.change_id)}::bigint[], ${rows.map((row) => row.ordinal)}::int[], ${rows.map((row) => row.row_id)}::uuid[],
      ${rows.map((row) => row.table_name)}::text[], ${hashes}::bytea[]) with ordinality as u (change_id, ordinal, row_id, table_name, hash, n)`.execute(
    db,
  )
  await storeTiles(db, organizationId, appended.tiles)
  return appended.edge
}
