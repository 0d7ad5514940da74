import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Sources } from '../ids.ts'

/** Records what concerns every trail, such as another signing key, in the trail of each organization: an event of the installation itself. */
export async function recordInTrails(
  { database, sources }: { readonly database: Database; readonly sources: Sources },
  details: ReadonlyMap<string, object>,
  what: { readonly name: string; readonly event: string },
): Promise<void> {
  for (const [organizationId, detail] of details)
    await database.write({ role: 'app', organizationId, operationId: sources.newId() }, (db) =>
      sql`select trail.record(${sources.now().toISOString()}, ${what.name}, ${what.event}, null, null, ${JSON.stringify(detail)})`.execute(
        db,
      ),
    )
}
