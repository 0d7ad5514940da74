import { OperationError } from '../../../kernel/contract/error.ts'
import type { GivenSignature } from '../../../kernel/contract/signature.ts'
import { command } from '../../../platform/operations/handler.ts'
import type { PersonalScope, SharedTransaction } from '../../../platform/operations/scope.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import { sign } from '../../../platform/signature/sign.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { setDeterminedRoles } from '../../ai-system/determined-roles.ts'
import { forRegister } from '../commands.ts'
import { determination } from '../determination.ts'
import { approveDetermination, rejectUse } from '../determination-contract.ts'
import { countingBefore, readDetermination, readSystem, recordOf, refused } from '../read-determination.ts'
import { withRoles } from '../staleness/basis.ts'
import { raiseStale, settleStale } from '../staleness/stale-duty.ts'
import type { Determination, RegulationTables } from '../tables.ts'
import { answered, legalSigners, reasonsToAnswer, type SignOff } from './sign-off.ts'
import { approvalStatement, rejectionStatement } from './statement.ts'
import { barsOf, staleFault, staleNow, tierFaults } from './who-decides.ts'

const bind = command<RegulationTables>()

interface Given {
  readonly id: string
  readonly expected_version: number
  readonly sign_offs: readonly { readonly reason_id: string; readonly answer: string }[]
  readonly signature: GivenSignature
}

interface Decision {
  readonly proposed: Determination
  readonly earlier: Determination | undefined
  readonly sign_offs: SignOff[]
}

/**
 * What every decision about a determination needs: it waits for one, whoever decides did not write it, it rests on
 * the system and the rules as they are now, and what law leaves open is answered by someone who may.
 * @throws refused-by-rule, saying which of these is missing and what to do.
 */
async function deciding(
  tx: SharedTransaction & PersonalScope,
  input: Given,
  meaning: 'determination.approved' | 'determination.use-rejected',
): Promise<Decision> {
  const proposed = await readDetermination(tx, input.id)
  if (proposed.version !== input.expected_version)
    throw new OperationError(
      'version-conflict',
      `Nothing was changed: the determination is at version ${proposed.version} now. Read it again, then decide.`,
      { facts: { current_version: proposed.version, expected_version: input.expected_version } },
    )
  if (proposed.archived_at) throw refused('the determination is archived. Restore it first.')
  if (proposed.state !== 'proposed')
    throw refused(`a determination in state ${proposed.state} does not wait for a decision.`)
  const earlier = await countingBefore(tx, proposed)
  const reasons = reasonsToAnswer(proposed.outcome, earlier?.state)
  const [bar] = await barsOf(tx, proposed, reasons)
  if (bar) throw refused(bar.reason, reasons.length > 0 ? { reasons, roles: legalSigners } : {})
  const fault = tierFaults[meaning === 'determination.approved' ? 'approve' : 'reject'](
    proposed.tier === 'prohibited',
  )
  if (fault) throw refused(fault, { tier: proposed.tier })
  const stale = await staleNow(tx, proposed)
  const moved = staleFault(stale)
  if (moved) throw refused(moved, { stale })
  const { sign_offs, issues } = answered(reasons, input.sign_offs)
  if (issues.length > 0)
    throw new OperationError(
      'refused-by-rule',
      `Nothing was changed: each point that law leaves open needs an answer in writing. ${issues.map(({ message }) => message).join(' ')}`,
      { issues, facts: { reasons } },
    )
  const decided = { ...proposed, supersedes: earlier !== undefined }
  const statement = meaning === 'determination.approved' ? approvalStatement : rejectionStatement
  await sign(tx, {
    meaning,
    statement: statement(decided, reasons),
    record_id: proposed.id,
    record_version: proposed.version,
    given: input.signature,
  })
  return { proposed, earlier, sign_offs }
}

/** Writes the decision: the earlier determination steps back first, so that at most one counts at any time. */
async function conclude(
  tx: SharedTransaction,
  { proposed, earlier, sign_offs }: Decision,
  state: 'approved' | 'use_rejected',
  basis = proposed.basis,
): Promise<Determination> {
  const platform = forRegister(tx)
  if (earlier) {
    await updateRecord(determination, platform, earlier.id, earlier.version, { state: 'superseded' })
    await settleStale(tx, earlier.id)
  }
  await updateRecord(determination, platform, proposed.id, proposed.version, {
    state,
    decided_by: tx.actor.person_id,
    decided_on: await todayIn(tx),
    supersedes_id: earlier?.id ?? null,
    system_version: basis.system_version,
    sign_offs: JSON.stringify(sign_offs),
    basis: JSON.stringify(basis),
  })
  return readDetermination(tx, proposed.id)
}

const approve = bind(approveDetermination, async (tx, input) => {
  const decision = await deciding(tx, input, 'determination.approved')
  const { proposed, earlier } = decision
  let basis = proposed.basis
  if (proposed.kind === 'iso_roles') {
    const before = await readSystem(tx, proposed.ai_system_id)
    const after = await setDeterminedRoles(tx, before, proposed.outcome.ai_roles)
    basis = withRoles(basis, after)
  }
  const decided = await conclude(tx, decision, 'approved', basis)
  await raiseStale(tx, [proposed.ai_system_id], 'determination.approved')
  const detail = {
    from: 'proposed',
    to: 'approved',
    supersedes_id: earlier?.id ?? null,
    sign_offs: decision.sign_offs,
  }
  return tx.record({ event: 'determination.approved', record_id: decided.id, detail }, recordOf(decided))
})

const reject = bind(rejectUse, async (tx, input) => {
  const decision = await deciding(tx, input, 'determination.use-rejected')
  const decided = await conclude(tx, decision, 'use_rejected')
  const detail = {
    from: 'proposed',
    to: 'use_rejected',
    reason: input.reason,
    supersedes_id: decision.earlier?.id ?? null,
    sign_offs: decision.sign_offs,
  }
  return tx.record({ event: 'determination.use-rejected', record_id: decided.id, detail }, recordOf(decided))
})

export const decisionHandlers = [approve, reject]
