import { OperationError } from '../../kernel/contract/error.ts'
import type { RecordOf } from '../../kernel/register/register.ts'
import { command, query } from '../../platform/operations/handler.ts'
import { type PersonalScope, type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { barred, type Decision, lacking, type Obstacle } from '../../platform/registers/decision.ts'
import { readRecord } from '../../platform/registers/read.ts'
import { updateRecord } from '../../platform/registers/write.ts'
import { sign } from '../../platform/signature/sign.ts'
import { todayIn } from '../../platform/work/today.ts'
import { appointedAs, holdsAppointment } from '../organization/holds-appointment.ts'
import { approveScope, scopeApproval, scopeStatement } from './contract.ts'
import { approvalStatement, isAuthor, missingFromScope } from './rules.ts'
import type { ContextTables } from './tables.ts'

type ScopeStatement = RecordOf<typeof scopeStatement>

const approvedNow = (scope: SharedScope) =>
  tablesIn<ContextTables>(scope)
    .selectFrom('app.scope_statement')
    .selectAll()
    .where('state', '=', 'approved')
    .where('archived_at', 'is', null)
    .executeTakeFirst()

/** What stands in the way of approving an edition, for whoever asks: first what the record lacks. */
async function obstaclesTo(scope: PersonalScope, one: ScopeStatement): Promise<Obstacle[]> {
  const personId = scope.actor.person_id
  const found: Obstacle[] = []
  if (one.archived_at) found.push(lacking('it is archived. Restore it first.'))
  if (one.state !== 'in_review')
    found.push(lacking(`an edition in state ${one.state} cannot be approved. Submit it first.`))
  const missing = missingFromScope(one)
  if (missing) found.push(lacking(missing))
  if (isAuthor(one, personId))
    found.push(
      barred('the owner and the authors of a scope do not approve it. Ask someone else of top management.'),
    )
  const on = await todayIn(scope)
  const held = await holdsAppointment(scope, { person_id: personId, role: 'top_management', on })
  if (!held || held.delegated_by_id !== null)
    found.push(
      barred('you are not appointed as top management today, and a delegate does not approve the scope.'),
    )
  return found
}

/** The approval of an edition, for those of top management who did not write it. */
export const scopeDecision: Decision<typeof scopeStatement, ContextTables> = {
  operation: approveScope,
  from: ['in_review'],
  obstacles: obstaclesTo,
  waitsFor: (viewer) => appointedAs('top_management', viewer, { in_person: true }),
}

const approval = query<ContextTables>()(scopeApproval, async (scope, input) => {
  const one = await readRecord(scopeStatement, scope, input.id)
  const found = (await obstaclesTo(scope, one)).map(({ reason }) => reason)
  if (!scope.reachOf('scope-statement:approve')) found.push('your role does not approve the scope.')
  return {
    statement: approvalStatement(one, await approvedNow(scope)),
    version: one.version,
    obstacles: found,
  }
})

const approve = command<ContextTables>()(approveScope, async (tx, input) => {
  const one = await readRecord(scopeStatement, tx, input.id)
  const [obstacle] = await obstaclesTo(tx, one)
  if (obstacle) throw new OperationError('refused-by-rule', `Nothing was approved: ${obstacle.reason}`)
  const before = await approvedNow(tx)
  await sign(tx, {
    meaning: 'scope-statement.approved',
    statement: approvalStatement(one, before),
    record_id: one.id,
    record_version: input.expected_version,
    given: input.signature,
  })
  if (before) await updateRecord(scopeStatement, tx, before.id, before.version, { state: 'superseded' })
  const approved = await updateRecord(scopeStatement, tx, one.id, input.expected_version, {
    state: 'approved',
    approved_on: await todayIn(tx),
    approved_by_id: tx.actor.person_id,
  })
  return tx.record(
    {
      event: 'scope-statement.approved',
      record_id: one.id,
      detail: { edition: one.edition, replaces_id: before?.id ?? null },
    },
    approved,
  )
})

export const scopeApprovalHandlers = [approval, approve]
