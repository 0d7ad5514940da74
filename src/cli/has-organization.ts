import { sql } from 'kysely'
import type { Database } from '../platform/db/database.ts'

/** Whether anybody could sign in: there is an organization. */
export async function hasOrganization(database: Database): Promise<boolean> {
  const { rows } = await database.read({ role: 'backup' }, (db) =>
    sql<{ found: boolean }>`select exists (select from app.organization) as found`.execute(db),
  )
  return rows[0]?.found ?? false
}
