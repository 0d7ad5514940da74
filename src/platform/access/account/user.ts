import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Sources } from '../../ids.ts'
import { hashPassword } from '../password/password-hash.ts'
import { assertPasswordAllowed } from '../password/password-policy.ts'
import { keepPassword } from '../password/reset.ts'
import { foldEmail } from './email.ts'

interface Parts {
  readonly database: Database
  readonly sources: Sources
}

async function ensureUser(db: Kysely<never>, sources: Sources, email: string): Promise<string> {
  const at = sources.now().toISOString()
  await sql`
    insert into auth.user (id, email, created_at) values (${sources.newId()}, ${email}, ${at})
    on conflict (email) do nothing`.execute(db)
  const { rows } = await sql<{ id: string }>`select id from auth.user where email = ${email}`.execute(db)
  if (!rows[0]) throw new Error('The account was removed while it was being created.')
  return rows[0].id
}

/**
 * The account of an address, created when there is none. For set-up and seeding: it does not check that the address
 * belongs to anybody.
 * @returns the user's id. A password, when given, replaces the existing one.
 * @throws invalid-input for a password that may not be taken.
 */
export async function createUser(
  { database, sources }: Parts,
  account: { readonly email: string; readonly password?: string | undefined },
): Promise<string> {
  const email = foldEmail(account.email)
  if (account.password !== undefined) assertPasswordAllowed(account.password, email)
  const hash = account.password === undefined ? undefined : await hashPassword(account.password, sources)
  return database.write({ role: 'app' }, async (db) => {
    const userId = await ensureUser(db, sources, email)
    if (hash !== undefined) await keepPassword(db, userId, hash, sources.now())
    return userId
  })
}

/**
 * Sets the password of an existing account, and ends its sessions.
 * @throws when the address has no account.
 */
export async function setPassword(
  { database, sources }: Parts,
  email: string,
  password: string,
): Promise<void> {
  const address = foldEmail(email)
  assertPasswordAllowed(password, address)
  const hash = await hashPassword(password, sources)
  await database.write({ role: 'app' }, async (db) => {
    const { rows } = await sql<{ id: string }>`select id from auth.user where email = ${address}`.execute(db)
    if (!rows[0]) throw new Error(`Nobody signs in as ${address}. Nothing was changed. Check the address.`)
    await keepPassword(db, rows[0].id, hash, sources.now())
  })
}
