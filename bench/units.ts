import { sql } from 'kysely'
import type { Database } from '../src/platform/db/database.ts'
import type { Sources } from '../src/platform/ids.ts'
import type { Actor } from '../src/platform/operations/scope.ts'

/** Makes organization units, each in a recorded operation of its own, many at once. */
export async function makeUnits(
  database: Database,
  sources: Sources,
  actor: Actor,
  count: number,
): Promise<void> {
  const organizationId = actor.organization_id
  let next = 0
  const write = async () => {
    while (next < count) {
      const number = next++
      const at = sources.now().toISOString()
      await database.write(
        { role: 'app', organizationId, operationId: sources.newId() },
        async (db, later) => {
          // One statement list, one round trip: nothing is waited for before the commit.
          later(
            sql`insert into app.organization_unit (organization_id, id, version, state, name, created_at, updated_at)
            values (${organizationId}, ${sources.newId()}, 1, 'active', ${`Unit ${number}`}, ${at}, ${at})`.execute(
              db,
            ),
          )
          later(
            sql`select trail.record(${at}, 'organization-unit.create', 'organization-unit.created', ${actor.person_id}, null, null)`.execute(
              db,
            ),
          )
        },
      )
    }
  }
  await Promise.all(Array.from({ length: 8 }, write))
}
