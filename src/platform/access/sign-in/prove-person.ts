import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { GivenSignature } from '../../../kernel/contract/signature.ts'
import type { Database } from '../../db/database.ts'
import type { Sources } from '../../ids.ts'
import type { Actor, Proof } from '../../operations/scope.ts'
import type { ProofContext } from '../context.ts'
import { hashOfNothing } from '../password/password-hash.ts'
import { askPassword } from '../password/prove-password.ts'
import { proveCode } from '../second-factor/second-factor.ts'
import { secretKeys } from '../secret-keys.ts'
import { ownSession } from './attempt.ts'

/** Asks somebody who is signed in to prove again who they are, before they sign. */
export type ProvePerson = (actor: Actor, given: Omit<GivenSignature, 'statement'>) => Promise<Proof>

const invalid = (field: 'password' | 'second_factor_code', message: string, what: string) =>
  new OperationError('invalid-input', `Nothing was signed: ${what}`, {
    issues: [{ path: `signature.${field}`, message }],
  })

async function accountOf(context: ProofContext, actor: Actor) {
  const { rows } = await context.database.read({ role: 'app', organizationId: actor.organization_id }, (db) =>
    sql<{ user_id: string | null }>`select user_id from app.person where id = ${actor.person_id}`.execute(db),
  )
  const userId = rows[0]?.user_id ?? null
  const accounts = await context.database.read({ role: 'app' }, (db) =>
    sql<{ user_id: string; email: string; second_factor: boolean }>`
      select u.id as user_id, u.email,
        exists (select from auth.second_factor f where f.user_id = u.id and f.confirmed_at is not null) as second_factor
      from auth.user u where u.id = ${userId}`.execute(db),
  )
  return accounts.rows[0]
}

const wrongCode = () =>
  invalid(
    'second_factor_code',
    'is wrong',
    'the code is wrong or was used before. Wait for the next one, or use a recovery code.',
  )

/**
 * Makes the proof that signing needs. It uses connections of its own, so it runs before the transaction that signs.
 * @throws not-permitted for an API key or without an account, invalid-input for a wrong password or code,
 * too-many-requests after too many failures.
 */
export function personProver(parts: {
  readonly database: Database
  readonly sources: Sources
  /** The same secret that access works with, so that attempts are counted together. */
  readonly secret: string
}): ProvePerson {
  const { database, sources } = parts
  const context: ProofContext = {
    database,
    sources,
    keys: secretKeys(parts.secret, sources),
    nobodysHash: hashOfNothing(sources),
  }
  return async (actor, given) => {
    if (actor.scopes)
      throw new OperationError(
        'not-permitted',
        'Nothing was signed: an API key cannot sign. Sign in and decide yourself.',
      )
    const account = await accountOf(context, actor)
    if (!account)
      throw new OperationError(
        'not-permitted',
        'Nothing was signed: you have no account with a password here. Ask an administrator for a link to set one.',
      )
    const { succeed } = await askPassword(context, account, given.password).catch((error: unknown) => {
      if (error instanceof OperationError && error.kind === 'invalid-input')
        throw invalid('password', 'is wrong', 'the password is wrong. Try again.')
      throw error
    })
    if (account.second_factor) {
      if (given.second_factor_code === undefined)
        throw invalid('second_factor_code', 'is missing', 'a code of your second factor is needed too.')
      const proof = { userId: account.user_id, code: given.second_factor_code, origin: ownSession }
      await proveCode(context, proof, wrongCode, succeed)
    } else await database.write({ role: 'app' }, succeed)
    return {
      by: account.second_factor ? 'password_and_second_factor' : 'password',
      at: sources.now().toISOString(),
    }
  }
}
