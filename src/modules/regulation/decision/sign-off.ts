import { z } from 'zod'
import type { Role } from '../../../kernel/access/role.ts'
import type { Issue } from '../../../kernel/contract/error.ts'
import type { Outcome } from '../question/outcome.ts'

/** A reason why law asks for a person with authority, and that person's answer to it. */
export const signOffSchema = z.object({ reason_id: z.string(), reason: z.string(), answer: z.string() })
export type SignOff = z.infer<typeof signOffSchema>

export interface SignOffReason {
  readonly id: string
  readonly reason: string
}

/** Access roles that may answer what law leaves to legal judgement. */
export const legalSigners: readonly Role[] = ['top-management', 'aims-manager']

/** A use that was rejected as a banned practice comes back only by a decision of its own. */
export const reopensRejectedUse: SignOffReason = {
  id: 'reopens_rejected_use',
  reason: 'The earlier determination rejected the use as a banned practice; only legal review may reopen it.',
}

/** The reasons that a decision on this outcome has to answer. */
export function reasonsToAnswer(outcome: Outcome, earlierState: string | undefined): SignOffReason[] {
  const stated = outcome.needs_legal_sign_off.map(({ id, reason }) => ({ id, reason }))
  return earlierState === 'use_rejected' ? [...stated, reopensRejectedUse] : stated
}

/** The answers in the order of the reasons; issues name every reason without one, and answers to nothing. */
export function answered(
  reasons: readonly SignOffReason[],
  given: readonly { readonly reason_id: string; readonly answer: string }[],
): { sign_offs: SignOff[]; issues: Issue[] } {
  const answers = new Map(given.map(({ reason_id, answer }) => [reason_id, answer]))
  const issues: Issue[] = []
  const sign_offs = reasons.flatMap(({ id, reason }) => {
    const answer = answers.get(id)
    answers.delete(id)
    if (answer !== undefined) return [{ reason_id: id, reason, answer }]
    issues.push({ path: `sign_offs.${id}`, message: `needs an answer: ${reason}` })
    return []
  })
  for (const id of answers.keys())
    issues.push({ path: `sign_offs.${id}`, message: 'this determination does not ask for it' })
  return { sign_offs, issues }
}
