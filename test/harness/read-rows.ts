import type { RawBuilder } from 'kysely'
import type { Database } from '../../src/platform/db/database.ts'

/** What a statement reads under the role of the app, which sees the rows of this organization only. */
export const readRows = <T>(
  database: Database,
  organizationId: string,
  statement: RawBuilder<T>,
): Promise<T[]> =>
  database.read({ role: 'app', organizationId }, async (db) => (await statement.execute(db)).rows)
