import { sql } from 'kysely'
import type { Sources } from '../../ids.ts'
import type { Rows } from '../../operations/scope.ts'
import type { OrganizationTransaction } from '../account/organization-transaction.ts'
import { hashToken, newToken } from '../token.ts'

const prefix = 'plk_'

/** A key as a program sends it. Shown once; only its hash is kept. */
const newApiKey = (sources: Sources): string => `${prefix}${newToken(sources)}`

export const isApiKey = (text: string): boolean => /^plk_[\w-]{43}$/.test(text)

/** What may be shown of a key; the key itself is not kept. */
export interface ApiKey {
  readonly id: string
  readonly person_id: string
  readonly name: string
  readonly scopes: string[]
  readonly created_at: string
  readonly created_by: string
  readonly expires_at: string
  readonly last_used_at: string | null
  readonly revoked_at: string | null
  readonly revoked_by: string | null
}

const shown = sql`id, person_id, name, scopes, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by`

/** Makes a key for the actor of this transaction. */
export async function issueApiKey(
  tx: OrganizationTransaction,
  wanted: Pick<ApiKey, 'name' | 'scopes' | 'expires_at'>,
): Promise<ApiKey & { readonly key: string }> {
  const key = newApiKey(tx.sources)
  const { organization_id, person_id } = tx.actor
  const [kept] = await tx.rows<ApiKey>(sql`
    insert into auth.api_key (organization_id, id, person_id, name, key_hash, scopes, created_at, created_by, expires_at)
    values (${organization_id}, ${tx.sources.newId()}, ${person_id}, ${wanted.name}, ${hashToken(key)},
      ${wanted.scopes}, ${tx.now.toISOString()}, ${person_id}, ${wanted.expires_at})
    returning ${shown}`)
  if (!kept) throw new Error('The key was not kept.')
  return { ...kept, key }
}

/** Keys of one person or, with null, of everyone in the organization, oldest first, after the id `after`. */
export function apiKeysOf(
  rows: Rows,
  personId: string | null,
  page: { readonly after: string | null; readonly limit: number },
): Promise<ApiKey[]> {
  return rows<ApiKey>(sql`
    select ${shown} from auth.api_key
    where (${personId}::uuid is null or person_id = ${personId}) and (${page.after}::uuid is null or id > ${page.after})
    order by id limit ${page.limit}`)
}

/**
 * Ends a key at once.
 * @returns undefined when it had already ended.
 */
export async function revokeApiKey(tx: OrganizationTransaction, id: string): Promise<ApiKey | undefined> {
  const [revoked] = await tx.rows<ApiKey>(sql`
    update auth.api_key set revoked_at = ${tx.now.toISOString()}, revoked_by = ${tx.actor.person_id}
    where id = ${id} and revoked_at is null returning ${shown}`)
  return revoked
}

/**
 * Ends every key of a person of the command's organization that has not ended yet.
 * @returns how many ended
 */
export async function revokeApiKeysOf(tx: OrganizationTransaction, personId: string): Promise<number> {
  const at = tx.now.toISOString()
  const revoked = await tx.rows(sql`
    update auth.api_key set revoked_at = ${at}, revoked_by = ${tx.actor.person_id}
    where person_id = ${personId} and revoked_at is null and expires_at > ${at} returning id`)
  return revoked.length
}

/** One key of the organization, whoever holds it. */
export async function apiKeyById(rows: Rows, id: string): Promise<ApiKey | undefined> {
  const [found] = await rows<ApiKey>(sql`select ${shown} from auth.api_key where id = ${id}`)
  return found
}
