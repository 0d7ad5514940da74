import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { issueInvitation } from '../../../platform/access/account/invitation.ts'
import { command } from '../../../platform/operations/handler.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import type { RegisterTables } from '../../../platform/registers/read/source.ts'
import { insertRecord } from '../../../platform/registers/write/write.ts'
import { person } from '../person.ts'
import { invitePerson, invitePersonAgain } from './access-contract.ts'

const bind = command<RegisterTables>()

const invite = bind(invitePerson, async (tx, input) => {
  if (input.roles.length > 0 && !tx.reachOf('role-assignment:write'))
    throw new OperationError(
      'not-permitted',
      'Nobody was invited: you may not give access roles. Invite without roles.',
    )
  const email = input.email.toLowerCase()
  const known = await tx.db
    .selectFrom('app.person')
    .select('id')
    .where(sql`lower(email)`, '=', email)
    .executeTakeFirst()
  if (known)
    throw new OperationError(
      'conflict',
      'Nobody was invited: the organization has a person with this address. Invite them again from their page, or enable them.',
      { issues: [{ path: 'email', message: 'belongs to another person' }] },
    )
  const { id: added } = await insertRecord(person, tx, { name: input.name, email }, tx.sources.newId())
  const granted = [...new Set(input.roles)].map((role) => ({
    organization_id: tx.actor.organization_id,
    id: tx.sources.newId(),
    person_id: added,
    role,
    created_at: tx.now.toISOString(),
    created_by: tx.actor.person_id,
  }))
  if (granted.length > 0) await tx.db.insertInto('app.role_assignment').values(granted).execute()
  const link = await issueInvitation(tx, added)
  return tx.record({ event: 'person.invited', record_id: added }, { person_id: added, ...link })
})

const inviteAgain = bind(invitePersonAgain, async (tx, input) => {
  const invited = await readRecord(person, tx, input.id)
  const joined = await tx.db
    .selectFrom('app.person')
    .select('id')
    .where('id', '=', invited.id)
    .where('user_id', 'is not', null)
    .executeTakeFirst()
  if (joined || invited.state === 'disabled' || invited.archived_at || !invited.email)
    throw new OperationError(
      'refused-by-rule',
      'No link was made: only a person with an address who has not joined yet, and is not disabled, can be invited.',
    )
  const link = await issueInvitation(tx, invited.id)
  return tx.record({ event: 'person.invited', record_id: invited.id }, { person_id: invited.id, ...link })
})

export const invitationHandlers = [invite, inviteAgain]
