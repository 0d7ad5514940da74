import { OperationError } from '../../../kernel/contract/error.ts'
import {
  apiKeyById,
  apiKeysOf,
  revokeApiKey as endApiKey,
  issueApiKey,
} from '../../../platform/access/api-key/api-key.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import type { OrganizationTables } from '../tables.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './access-contract.ts'

const bind = command<OrganizationTables>()
const longestMs = 365 * 86_400_000

const invalid = (path: string, message: string) =>
  new OperationError('invalid-input', `No key was made: ${path} ${message}.`, { issues: [{ path, message }] })

/** A scope that matches nothing the person may do is a typing error or a misunderstanding. */
const matches = (scope: string, permission: string) => {
  const [subject, verb] = permission.split(':')
  return ['*', '*:*', permission, `${subject}:*`, `*:${verb}`].includes(scope)
}

const list = query<OrganizationTables>()(listApiKeys, async (scope, input) => {
  const own = scope.reach === 'own'
  const nobody = own && input.person_id !== undefined && input.person_id !== scope.actor.person_id
  const holder = own ? scope.actor.person_id : (input.person_id ?? null)
  const page = { after: input.cursor ?? null, limit: input.limit + 1 }
  const rows = nobody ? [] : await apiKeysOf(scope.rows, holder, page)
  const items = rows.slice(0, input.limit)
  return {
    items,
    titles: await titlesOf(scope, referencesIn(items, ['person_id', 'revoked_by'])),
    next_cursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null,
  }
})

const create = bind(createApiKey, async (tx, input) => {
  if (tx.actor.scopes)
    throw new OperationError(
      'not-permitted',
      'No key was made: an API key cannot make another. Sign in and make it yourself.',
    )
  const lifeMs = Date.parse(input.expires_at) - tx.now.getTime()
  if (lifeMs <= 0 || lifeMs > longestMs) throw invalid('expires_at', 'must lie ahead, at most one year')
  const held = Object.keys(tx.permissions())
  const unmatched = input.scopes.find((scope) => !held.some((permission) => matches(scope, permission)))
  if (unmatched !== undefined)
    throw invalid('scopes', `holds "${unmatched}", which matches nothing that you may do`)
  const kept = await issueApiKey(tx, { ...input, scopes: [...new Set(input.scopes)] })
  return tx.record({ event: 'api-key.created', record_id: kept.id }, kept)
})

const revoke = bind(revokeApiKey, async (tx, input) => {
  const found = await apiKeyById(tx.rows, input.id)
  if (!found || (tx.reach === 'own' && found.person_id !== tx.actor.person_id))
    throw new OperationError('not-found', 'There is no such API key, or it is not yours.')
  const revoked = await endApiKey(tx, found.id)
  if (!revoked) throw new OperationError('conflict', 'Nothing was changed: this key was revoked before.')
  return tx.record({ event: 'api-key.revoked', record_id: revoked.id }, revoked)
})

export const apiKeyHandlers = [list, create, revoke]
