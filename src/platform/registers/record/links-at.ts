import { sql } from 'kysely'
import type { SharedScope, SharedTransaction } from '../../operations/scope.ts'
import { rowsAt } from '../read/rows-at.ts'

interface LinkTables {
  'app.link': { id: string; from_id: string; relation: string; to_id: string }
}

/** A link between two records, as modules read it. */
export type RecordLink = LinkTables['app.link']

/** All links of one relation, now or as of a tree size, oldest first. */
export async function linksAt(
  scope: SharedScope,
  relation: string,
  treeSize: number | null,
): Promise<RecordLink[]> {
  if (treeSize !== null) {
    const all = await rowsAt<LinkTables>()(scope, 'app.link', treeSize)
    return all.filter((link) => link.relation === relation)
  }
  return scope.rows<RecordLink>(
    sql`select id, from_id, relation, to_id from app.link where relation = ${relation} order by id`,
  )
}

/**
 * Makes the links of one relation from a record lead to exactly these records. The caller has checked that they exist
 * and may be read, and records the operation.
 * @returns which were added and which removed.
 */
export async function setLinks(
  tx: SharedTransaction,
  fromId: string,
  relation: string,
  toIds: readonly string[],
): Promise<{ added: string[]; removed: string[] }> {
  const present = await tx.rows<{ to_id: string }>(
    sql`select to_id from app.link where from_id = ${fromId} and relation = ${relation}`,
  )
  const before = new Set(present.map(({ to_id }) => to_id))
  const after = new Set(toIds)
  const removed = [...before].filter((id) => !after.has(id))
  const added = [...after].filter((id) => !before.has(id))
  if (removed.length > 0)
    await tx.rows(sql`
      delete from app.link where from_id = ${fromId} and relation = ${relation} and to_id = any(${removed}::uuid[])`)
  for (const id of added)
    await tx.rows(sql`
      insert into app.link (organization_id, id, from_id, relation, to_id, created_at, created_by)
      values (${tx.actor.organization_id}, ${tx.sources.newId()}, ${fromId}, ${relation}, ${id}, ${tx.now.toISOString()}, ${tx.actor.person_id})`)
  return { added, removed }
}
