import { OperationError } from '../../../kernel/contract/error.ts'
import { command } from '../../../platform/operations/handler.ts'
import { submitStatement, withdrawStatement } from '../contract.ts'
import type { SoaTables } from '../tables.ts'
import { prepareApproval } from './approve.ts'
import { endSubmission, openSubmission } from './submission.ts'

const bind = command<SoaTables>()

const submit = bind(submitStatement, async (tx) => {
  const { items } = await prepareApproval(tx)
  const blocking = items.filter(({ blocks, barred }) => blocks && !barred)
  if (blocking.length > 0)
    throw new OperationError(
      'refused-by-rule',
      `Nothing was submitted. ${blocking.map(({ message }) => message).join(' ')}`,
      { issues: blocking.map(({ code, message }) => ({ path: code, message })) },
    )
  if (await openSubmission(tx))
    throw new OperationError('conflict', 'Nothing was submitted: it waits for approval already.')
  const id = tx.sources.newId()
  const created_at = tx.now.toISOString()
  const { organization_id, person_id: created_by } = tx.actor
  await tx.db
    .insertInto('app.soa_submission')
    .values({ organization_id, id, created_at, created_by })
    .execute()
  return tx.record({ event: 'soa.submitted' }, { id, submitted_at: created_at })
})

const withdraw = bind(withdrawStatement, async (tx) => {
  const open = await openSubmission(tx)
  if (!open) throw new OperationError('conflict', 'Nothing was changed: the statement waits for no approval.')
  await endSubmission(tx, open.id, 'withdrawn')
  return tx.record({ event: 'soa.withdrawn' }, { id: open.id, withdrawn_at: tx.now.toISOString() })
})

export const submissionHandlers = [submit, withdraw]
