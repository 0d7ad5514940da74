import { sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import { command } from '../../platform/operations/handler.ts'
import type { Transaction } from '../../platform/operations/scope.ts'
import type { RegisterTables } from '../../platform/registers/source.ts'
import { updateRecord } from '../../platform/registers/write.ts'
import { aiSystem } from './ai-system.ts'
import { dismissDuplicates, mergeDuplicates } from './duplicate-contract.ts'

type Tx = Transaction<RegisterTables>

interface Chosen {
  readonly id: string
  readonly version: number
  readonly archived: boolean
}

/** The chosen systems, locked. @throws not-found unless all exist in this organization. */
async function lockSystems(tx: Tx, ids: readonly string[]): Promise<Chosen[]> {
  const found = await tx.rows<Chosen>(sql`
    select id, version, archived_at is not null as archived from app.ai_system
    where id = any(${[...ids]}::uuid[]) order by id for update`)
  if (found.length === new Set(ids).size) return found
  throw new OperationError(
    'not-found',
    'Nothing was changed: one of these AI systems does not exist, or you may not read it.',
  )
}

/** Moves one end of links from the others to the kept system; a link that it already has stays where it is. */
async function moveLinks(tx: Tx, keep: string, others: readonly string[], end: 'from_id' | 'to_id') {
  const moved = sql.ref(`l.${end}`)
  const far = sql.ref(end === 'from_id' ? 'l.to_id' : 'l.from_id')
  const keptFar = sql.ref(end === 'from_id' ? 'k.to_id' : 'k.from_id')
  const rows = await tx.rows<{ id: string }>(sql`
    update app.link set ${sql.ref(end)} = ${keep} where id in (
      select distinct on (l.relation, ${far}) l.id from app.link l
      where ${moved} = any(${[...others]}::uuid[]) and ${far} <> ${keep} and not ${far} = any(${[...others]}::uuid[])
        and not exists (
          select from app.link k
          where ${sql.ref(`k.${end}`)} = ${keep} and k.relation = l.relation and ${keptFar} = ${far}
        )
      order by l.relation, ${far}, l.id
    ) returning id`)
  return rows.length
}

async function archiveInto(tx: Tx, keep: string, others: readonly string[]): Promise<void> {
  const at = tx.now.toISOString()
  const { organization_id, person_id } = tx.actor
  await tx.rows(sql`
    update app.ai_system
    set archived_at = ${at}, version = version + 1, updated_at = ${at}, updated_by = ${person_id}
    where id = any(${[...others]}::uuid[])`)
  await tx.rows(sql`
    insert into app.link (organization_id, id, from_id, relation, to_id, created_at, created_by)
    select ${organization_id}::uuid, link_id, from_id, 'merged_into', ${keep}::uuid, ${at}::timestamptz, ${person_id}::uuid
    from unnest(${others.map(() => tx.sources.newId())}::uuid[], ${[...others]}::uuid[]) as u (link_id, from_id)
    on conflict do nothing`)
}

/**
 * Keeps one system and archives the others: their links and comments follow, and a link says what was merged into
 * what. The archived records keep their values, history and imported rows.
 */
export const mergeHandler = command<RegisterTables>()(mergeDuplicates, async (tx, input) => {
  const others = input.others.map(({ id }) => id)
  if (new Set([input.id, ...others]).size !== others.length + 1)
    throw new OperationError('invalid-input', 'Nothing was changed: name each AI system once.')
  const found = await lockSystems(tx, [input.id, ...others])
  if (found.some(({ archived }) => archived))
    throw new OperationError('refused-by-rule', 'Nothing was changed: one of these AI systems is archived.')
  const moved = input.others.find(({ id, version }) =>
    found.some((one) => one.id === id && one.version !== version),
  )
  if (moved)
    throw new OperationError(
      'version-conflict',
      'Nothing was changed: one of the duplicates was changed since you looked. Compare them again.',
      { facts: { id: moved.id, expected_version: moved.version } },
    )
  const record = await updateRecord(aiSystem, tx, input.id, input.expected_version, input.values ?? {})
  const links =
    (await moveLinks(tx, input.id, others, 'from_id')) + (await moveLinks(tx, input.id, others, 'to_id'))
  const comments = await tx.rows<{ id: string }>(sql`
    update app.comment set record_id = ${input.id} where record_id = any(${others}::uuid[]) returning id`)
  await archiveInto(tx, input.id, others)
  const counts = { links_moved: links, comments_moved: comments.length }
  return tx.record(
    {
      event: 'ai-system.merged',
      record_id: input.id,
      detail: { kept: input.id, archived: others, reason: input.reason ?? null, ...counts },
    },
    { record: record as never, archived: others, ...counts },
  )
})

export const dismissHandler = command<RegisterTables>()(dismissDuplicates, async (tx, input) => {
  const ids = [...new Set(input.ids)]
  if (ids.length < 2)
    throw new OperationError('invalid-input', 'Nothing was changed: name at least two AI systems.')
  await lockSystems(tx, ids)
  const id = tx.sources.newId()
  await tx.rows(sql`
    insert into app.duplicate_dismissal (organization_id, id, record_ids, reason, created_at, created_by)
    values (${tx.actor.organization_id}, ${id}, ${ids}::uuid[], ${input.reason}, ${tx.now.toISOString()}, ${tx.actor.person_id})`)
  return tx.record(
    {
      event: 'ai-system.duplicates-dismissed',
      record_id: id,
      detail: { record_ids: ids, reason: input.reason },
    },
    { id, record_ids: ids },
  )
})
