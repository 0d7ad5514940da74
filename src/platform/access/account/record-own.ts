import { type Kysely, sql } from 'kysely'
import type { Sources } from '../../ids.ts'

/** What people do to their own accounts, by the name of the operation that it stands under in a trail. */
const events = {
  'account.change-password': 'person.password-changed',
  'account.reset-password': 'person.password-reset',
  'account.add-second-factor': 'person.second-factor-added',
  'account.renew-recovery-codes': 'person.recovery-codes-renewed',
  'account.remove-second-factor': 'person.second-factor-removed',
} as const

/**
 * Records in the trail of every organization that an account opens what its person did to it, in the transaction that
 * does it and before it touches anything else of the account: it holds the account, which others hold first too. That
 * transaction is of no organization, before and after.
 */
export async function recordOwn(
  db: Kysely<never>,
  sources: Sources,
  userId: string,
  name: keyof typeof events,
): Promise<void> {
  const { rows } = await sql<{ organization_id: string; person_id: string }>`
    select * from auth.persons_of(${userId})`.execute(db)
  const at = sources.now().toISOString()
  for (const { organization_id, person_id } of rows)
    await sql`
      select auth.record_own(${organization_id}, ${person_id}, ${sources.newId()}, ${at}, ${name}, ${events[name]})`.execute(
      db,
    )
}
