import {
  endAccess,
  issueResetLink,
  removeLostSecondFactor,
} from '../../../platform/access/account/mend-account.ts'
import { revokeApiKeysOf } from '../../../platform/access/api-key/api-key.ts'
import { command } from '../../../platform/operations/handler.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import { person } from '../person.ts'
import type { OrganizationTables } from '../tables.ts'
import { removeSecondFactor, resetLink } from './access-contract.ts'

const bind = command<OrganizationTables>()

const reset = bind(resetLink, async (tx, input) => {
  const { id } = await readRecord(person, tx, input.id)
  if (input.end_access) await endAccess(tx, id)
  const revoked_keys = input.revoke_keys ? await revokeApiKeysOf(tx, id) : 0
  const link = await issueResetLink(tx, id)
  const event = input.end_access ? 'person.access-ended' : 'person.reset-link-issued'
  return tx.record({ event, record_id: id }, { person_id: id, ...link, revoked_keys })
})

const secondFactor = bind(removeSecondFactor, async (tx, input) => {
  const { id } = await readRecord(person, tx, input.id)
  await removeLostSecondFactor(tx, id)
  return tx.record({ event: 'person.second-factor-removed', record_id: id }, { person_id: id })
})

export const accountHandlers = [reset, secondFactor]
