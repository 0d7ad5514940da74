import { OperationError } from '../../../kernel/contract/error.ts'
import {
  isLastAdministrator,
  lastAdministrator,
} from '../../../platform/access/account/last-administrator.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import { person } from '../person.ts'
import type { OrganizationTables } from '../tables.ts'
import { grantRole, listRoleAssignments, revokeRole } from './access-contract.ts'

const bind = command<OrganizationTables>()
const columns = ['id', 'person_id', 'role', 'created_at', 'created_by'] as const

const list = query<OrganizationTables>()(listRoleAssignments, async (scope, input) => {
  let found = scope.db
    .selectFrom('app.role_assignment')
    .select(columns)
    .orderBy('id')
    .limit(input.limit + 1)
  if (input.person_id) found = found.where('person_id', '=', input.person_id)
  if (input.role) found = found.where('role', '=', input.role)
  if (input.cursor) found = found.where('id', '>', input.cursor)
  if (scope.reach === 'own') found = found.where('person_id', '=', scope.actor.person_id)
  const rows = await found.execute()
  const items = rows.slice(0, input.limit)
  return {
    items,
    titles: await titlesOf(scope, referencesIn(items, ['person_id', 'created_by'])),
    next_cursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null,
  }
})

const grant = bind(grantRole, async (tx, input) => {
  const holder = await readRecord(person, tx, input.person_id)
  const assignment = {
    id: tx.sources.newId(),
    person_id: holder.id,
    role: input.role,
    created_at: tx.now.toISOString(),
    created_by: tx.actor.person_id,
  }
  const added = await tx.db
    .insertInto('app.role_assignment')
    .values({ organization_id: tx.actor.organization_id, ...assignment })
    .onConflict((same) => same.columns(['organization_id', 'person_id', 'role']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new OperationError('conflict', 'Nothing was changed: this person holds the role already.')
  return tx.record(
    { event: 'role-assignment.granted', record_id: holder.id, detail: { role: input.role } },
    assignment,
  )
})

const revoke = bind(revokeRole, async (tx, input) => {
  const held = await tx.db
    .selectFrom('app.role_assignment')
    .select(columns)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!held)
    throw new OperationError('not-found', 'There is no such role assignment, or it was taken back before.')
  if (held.role === 'administrator' && (await isLastAdministrator(tx.rows, held.person_id)))
    throw new OperationError('refused-by-rule', `Nothing was changed: ${lastAdministrator}`)
  await tx.db.deleteFrom('app.role_assignment').where('id', '=', held.id).execute()
  return tx.record(
    { event: 'role-assignment.revoked', record_id: held.person_id, detail: { role: held.role } },
    held,
  )
})

export const roleAssignmentHandlers = [list, grant, revoke]
