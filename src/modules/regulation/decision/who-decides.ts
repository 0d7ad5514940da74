import type { AnyOperation } from '../../../kernel/contract/operation.ts'
import type { PersonalScope, SharedScope } from '../../../platform/operations/scope.ts'
import { isInvolved } from '../../../platform/registers/decision/authorship.ts'
import {
  barred,
  type Decision,
  lacking,
  type Obstacle,
} from '../../../platform/registers/decision/decision.ts'
import { determination } from '../determination.ts'
import { approveDetermination, rejectUse } from '../determination-contract.ts'
import { countingBefore, groundsOf, readDetermination, readSystem } from '../read-determination.ts'
import { type StaleReason, staleReasons } from '../staleness/staleness.ts'
import type { Determination, RegulationTables } from '../tables.ts'
import { legalSigners, reasonsToAnswer, type SignOffReason } from './sign-off.ts'

/** Why somebody may not decide about a determination: they wrote it, or law leaves a point to others. */
export async function barsOf(
  scope: PersonalScope,
  one: Determination,
  reasons: readonly SignOffReason[],
): Promise<Obstacle[]> {
  const found: Obstacle[] = []
  if (await isInvolved(determination, scope, one, 'approved'))
    found.push(
      barred('the owner and the authors of a determination do not decide about it. Ask someone else.'),
    )
  if (reasons.length > 0 && !legalSigners.some((role) => scope.actor.roles.includes(role)))
    found.push(
      barred(
        'law leaves a point of this determination to legal judgement. Top management or the AIMS manager decides about it.',
      ),
    )
  return found
}

/** Why a determination no longer rests on what is the case now. */
export const staleNow = async (scope: SharedScope, one: Determination): Promise<StaleReason[]> =>
  staleReasons(one, await readSystem(scope, one.ai_system_id), await groundsOf(scope))

/** What keeps a stale determination from being decided. */
export function staleFault(stale: readonly StaleReason[]): string | undefined {
  if (stale.length === 0) return undefined
  const what = stale.some(({ kind }) => kind === 'field') ? 'the AI system' : 'the law'
  return `it no longer rests on what is the case: ${what} changed since it was answered. Return it, so that the answers are looked at again.`
}

const decisionBy = (
  operation: AnyOperation,
  tierFault: (banned: boolean) => string | undefined,
): Decision<typeof determination, RegulationTables> => ({
  operation,
  from: ['proposed'],
  obstacles: async (scope, { id }) => {
    const one = await readDetermination(scope, id)
    const reasons = reasonsToAnswer(one.outcome, (await countingBefore(scope, one))?.state)
    const faults = [tierFault(one.tier === 'prohibited'), staleFault(await staleNow(scope, one))]
    return [
      ...(await barsOf(scope, one, reasons)),
      ...faults.flatMap((fault) => (fault === undefined ? [] : [lacking(fault)])),
    ]
  },
})

/** Why a determination of a banned practice is not approved, and only such a one is rejected. */
export const tierFaults = {
  approve: (banned: boolean) =>
    banned
      ? 'the answers describe a banned practice, so nothing can be approved and no risk accepted. Reject the use, or return the determination when an answer is wrong.'
      : undefined,
  reject: (banned: boolean) =>
    banned ? undefined : 'only a banned practice is rejected here. Approve the determination or return it.',
} as const

/** Decisions about determinations: signed, never by their authors, and on points of law by those who may. */
export const determinationDecisions = [
  decisionBy(approveDetermination, tierFaults.approve),
  decisionBy(rejectUse, tierFaults.reject),
]
