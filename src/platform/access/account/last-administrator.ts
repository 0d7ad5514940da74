import { sql } from 'kysely'
import type { Rows } from '../../operations/scope.ts'

/** Why a person may not lose the role of administrator, or their access; undefined lets it pass. */
export const lastAdministrator =
  'an organization needs at least one active administrator, and this is the last. Make someone else administrator first.'

/**
 * Whether nobody else could administer the organization. The database asks again at commit
 * (auth.require_administrator), so that two administrators cannot remove each other at the same moment.
 */
export async function isLastAdministrator(rows: Rows, personId: string): Promise<boolean> {
  const [found] = await rows<{ last: boolean }>(sql`
    select count(*) filter (where a.person_id = ${personId}) > 0 and count(*) filter (where a.person_id <> ${personId}) = 0 as last
    from app.role_assignment a
    join app.person p on p.organization_id = a.organization_id and p.id = a.person_id
    where a.role = 'administrator' and p.state = 'active' and p.archived_at is null`)
  return found?.last ?? false
}
