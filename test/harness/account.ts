import { sql } from 'kysely'
import { createUser } from '../../src/platform/access/account/user.ts'
import { hashPassword } from '../../src/platform/access/password/password-hash.ts'
import { keepPassword } from '../../src/platform/access/password/reset.ts'
import type { Actor } from '../../src/platform/operations/scope.ts'
import type { TestProduct } from './organization.ts'

/** The password of every account that `giveAccount` makes. */
export const samplePassword = 'a long test passphrase'

/**
 * A hash names its own cost. Tests sign in and sign hundreds of times, so their accounts have a cheap one; that of
 * people is held by `platform/access/password/password.test.ts`.
 */
const cheap = { logN: 4, r: 8, p: 1 }

/** Makes an account of an address that signs in with the sample password. @returns the user's id */
export async function makeAccount(
  { database, sources }: Pick<TestProduct, 'database' | 'sources'>,
  email: string,
): Promise<string> {
  const userId = await createUser({ database, sources }, { email })
  const hash = await hashPassword(samplePassword, sources, cheap)
  await database.write({ role: 'app' }, (db) => keepPassword(db, userId, hash, sources.now()))
  return userId
}

/** Gives a person an account to prove themselves with, once, as one recorded operation. */
export async function giveAccount(product: TestProduct, actor: Actor): Promise<void> {
  const { database, sources } = product
  const { organization_id: organizationId, person_id: personId } = actor
  const known = await database.read({ role: 'app', organizationId }, (db) =>
    sql<{ user_id: string | null }>`select user_id from app.person where id = ${personId}`.execute(db),
  )
  if (known.rows[0]?.user_id) return
  const userId = await makeAccount(product, `${personId}@example.org`)
  const at = sources.now().toISOString()
  await database.write({ role: 'app', organizationId, operationId: sources.newId() }, async (db, later) => {
    await sql`update app.person set user_id = ${userId} where id = ${personId}`.execute(db)
    later(
      sql`select trail.record(${at}, 'test.accounts', 'test.accounts-given', null, null, null)`.execute(db),
    )
  })
}
