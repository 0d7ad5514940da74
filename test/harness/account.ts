import { sql } from 'kysely'
import { createUser } from '../../src/platform/access/user.ts'
import type { Actor } from '../../src/platform/operations/scope.ts'
import type { TestProduct } from './organization.ts'

/** The password of every account that `giveAccount` makes. */
export const samplePassword = 'a long test passphrase'

/** Gives a person an account to prove themselves with, once, as one recorded operation. */
export async function giveAccount(product: TestProduct, actor: Actor): Promise<void> {
  const { database, sources } = product
  const { organization_id: organizationId, person_id: personId } = actor
  const known = await database.read({ role: 'app', organizationId }, (db) =>
    sql<{ user_id: string | null }>`select user_id from app.person where id = ${personId}`.execute(db),
  )
  if (known.rows[0]?.user_id) return
  const userId = await createUser(
    { database, sources },
    { email: `${personId}@example.org`, password: samplePassword },
  )
  const at = sources.now().toISOString()
  await database.write({ role: 'app', organizationId, operationId: sources.newId() }, async (db, later) => {
    await sql`update app.person set user_id = ${userId} where id = ${personId}`.execute(db)
    later(
      sql`select trail.record(${at}, 'test.accounts', 'test.accounts-given', null, null, null)`.execute(db),
    )
  })
}
