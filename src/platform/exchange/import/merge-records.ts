import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { SharedTransaction } from '../../operations/scope.ts'
import { tableOf } from '../../registers/read/source.ts'
import { updateRecord } from '../../registers/write/write.ts'

interface Chosen {
  readonly id: string
  readonly version: number
  readonly archived: boolean
}

export interface Merge {
  /** The record to keep, and the version the person saw. */
  readonly id: string
  readonly expected_version: number
  readonly others: readonly { readonly id: string; readonly version: number }[]
  /** Values the kept record gets. */
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

export interface Merged {
  readonly record: RecordOf<AnyRegister>
  readonly archived: string[]
  readonly links_moved: number
  readonly comments_moved: number
}

/** The chosen records, locked. @throws not-found unless all exist in this organization. */
async function lockRecords(
  register: AnyRegister,
  tx: SharedTransaction,
  ids: readonly string[],
): Promise<Chosen[]> {
  const found = await tx.rows<Chosen>(sql`
    select id, version, archived_at is not null as archived from ${tableOf(register)}
    where id = any(${[...ids]}::uuid[]) order by id for update`)
  if (found.length === new Set(ids).size) return found
  throw new OperationError(
    'not-found',
    `Nothing was changed: one of these ${register.plural} does not exist, or you may not read it.`,
  )
}

/** Moves one end of links from the others to the kept record; a link that it already has stays where it is. */
async function moveLinks(
  tx: SharedTransaction,
  keep: string,
  others: readonly string[],
  end: 'from_id' | 'to_id',
): Promise<number> {
  const far = end === 'from_id' ? 'to_id' : 'from_id'
  const rows = await tx.rows<{ id: string }>(sql`
    update app.link set ${sql.ref(end)} = ${keep} where id in (
      select distinct on (l.relation, ${sql.ref(`l.${far}`)}) l.id from app.link l
      where ${sql.ref(`l.${end}`)} = any(${[...others]}::uuid[])
        and ${sql.ref(`l.${far}`)} <> ${keep} and not ${sql.ref(`l.${far}`)} = any(${[...others]}::uuid[])
        and not exists (
          select from app.link k where ${sql.ref(`k.${end}`)} = ${keep}
            and k.relation = l.relation and ${sql.ref(`k.${far}`)} = ${sql.ref(`l.${far}`)}
        )
      order by l.relation, ${sql.ref(`l.${far}`)}, l.id
    ) returning id`)
  return rows.length
}

async function archiveInto(
  register: AnyRegister,
  tx: SharedTransaction,
  keep: string,
  others: readonly string[],
): Promise<void> {
  const at = tx.now.toISOString()
  const { organization_id, person_id } = tx.actor
  await tx.rows(sql`
    update ${tableOf(register)}
    set archived_at = ${at}, version = version + 1, updated_at = ${at}, updated_by = ${person_id}
    where id = any(${[...others]}::uuid[])`)
  await tx.rows(sql`
    insert into app.link (organization_id, id, from_id, relation, to_id, created_at, created_by)
    select ${organization_id}::uuid, link_id, from_id, 'merged_into', ${keep}::uuid, ${at}::timestamptz, ${person_id}::uuid
    from unnest(${others.map(() => tx.sources.newId())}::uuid[], ${[...others]}::uuid[]) as u (link_id, from_id)
    on conflict do nothing`)
}

/**
 * Keeps one record and archives the others: their links and comments follow, and a link says what was merged into
 * what. Archived records keep their values, history and imported rows. The caller records the operation.
 *
 * @throws not-found, version-conflict, refused-by-rule for archived records, invalid-input for one named twice
 */
export async function mergeRecords(
  register: AnyRegister,
  tx: SharedTransaction,
  merge: Merge,
): Promise<Merged> {
  const others = merge.others.map(({ id }) => id)
  if (new Set([merge.id, ...others]).size !== others.length + 1)
    throw new OperationError('invalid-input', 'Nothing was changed: name each record once.')
  const found = await lockRecords(register, tx, [merge.id, ...others])
  if (found.some(({ archived }) => archived))
    throw new OperationError('refused-by-rule', 'Nothing was changed: one of these records is archived.')
  const seen = new Map(merge.others.map(({ id, version }) => [id, version]))
  const moved = found.find(({ id, version }) => (seen.get(id) ?? version) !== version)
  if (moved)
    throw new OperationError(
      'version-conflict',
      'Nothing was changed: one of the duplicates was changed since you looked. Compare them again.',
      { facts: { id: moved.id, current_version: moved.version } },
    )
  const platform = { ...tx, db: tx.db as never }
  const record = await updateRecord(register, platform, merge.id, merge.expected_version, merge.values ?? {})
  const outgoing = await moveLinks(tx, merge.id, others, 'from_id')
  const incoming = await moveLinks(tx, merge.id, others, 'to_id')
  const comments = await tx.rows<{ id: string }>(sql`
    update app.comment set record_id = ${merge.id} where record_id = any(${others}::uuid[]) returning id`)
  await archiveInto(register, tx, merge.id, others)
  return { record, archived: others, links_moved: outgoing + incoming, comments_moved: comments.length }
}

/**
 * Keeps that records which look like duplicates are separate ones. The caller records the operation.
 * @returns the id of the dismissal
 * @throws not-found, or invalid-input for fewer than two records
 */
export async function dismissDuplicates(
  register: AnyRegister,
  tx: SharedTransaction,
  recordIds: readonly string[],
  reason: string,
): Promise<{ id: string; record_ids: string[] }> {
  const ids = [...new Set(recordIds)]
  if (ids.length < 2)
    throw new OperationError('invalid-input', 'Nothing was changed: name at least two records.')
  await lockRecords(register, tx, ids)
  const id = tx.sources.newId()
  await tx.rows(sql`
    insert into app.duplicate_dismissal (organization_id, id, record_ids, reason, created_at, created_by)
    values (${tx.actor.organization_id}, ${id}, ${ids}::uuid[], ${reason}, ${tx.now.toISOString()}, ${tx.actor.person_id})`)
  return { id, record_ids: ids }
}
