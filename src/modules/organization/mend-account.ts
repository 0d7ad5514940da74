import { issueResetLink, removeLostSecondFactor } from '../../platform/access/account/mend-account.ts'
import { command } from '../../platform/operations/handler.ts'
import { readRecord } from '../../platform/registers/read.ts'
import { removeSecondFactor, resetLink } from './access-contract.ts'
import { person } from './person.ts'
import type { OrganizationTables } from './tables.ts'

const bind = command<OrganizationTables>()

const reset = bind(resetLink, async (tx, input) => {
  const { id } = await readRecord(person, tx, input.id)
  const link = await issueResetLink(tx, id)
  return tx.record({ event: 'person.reset-link-issued', record_id: id }, { person_id: id, ...link })
})

const secondFactor = bind(removeSecondFactor, async (tx, input) => {
  const { id } = await readRecord(person, tx, input.id)
  await removeLostSecondFactor(tx, id)
  return tx.record({ event: 'person.second-factor-removed', record_id: id }, { person_id: id })
})

export const accountHandlers = [reset, secondFactor]
