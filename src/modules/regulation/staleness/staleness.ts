import { z } from 'zod'
import type { RecordOf } from '../../../kernel/register/register.ts'
import type { aiSystem } from '../../ai-system/ai-system.ts'
import { agreesWithAnswers } from '../decision/role-agreement.ts'
import type { DeterminationKind } from '../determination.ts'
import type { Answers } from '../question/classification.ts'
import { type Grounds, type Outcome, outcomeChanges, outcomeOf } from '../question/outcome.ts'
import { roleRuleVersion } from '../question/role-questions.ts'
import { type Basis, type FieldChange, fieldChanges } from './basis.ts'

const outcomeChange = z.object({
  what: z.enum(['tier', 'ai_roles', 'routes', 'obligation', 'date', 'sign_off', 'questions']),
  id: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

/** Why a determination no longer rests on what is the case. Computed whenever it is asked, never stored. */
export const staleReason = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('field'), field: z.string(), before: z.json(), after: z.json() }),
    z.object({
      kind: z.literal('rules'),
      from_version: z.string(),
      to_version: z.string(),
      from_law_state_date: z.string().nullable(),
      to_law_state_date: z.string().nullable(),
      changes: z.array(outcomeChange),
    }),
  ])
  .meta({ title: 'stale-reason' })
export type StaleReason = z.infer<typeof staleReason>

/** What is needed of a determination to tell whether it still holds. */
export interface Determined {
  readonly kind: DeterminationKind
  readonly answers: Answers
  readonly basis: Basis
  readonly outcome: Outcome
}

/** What the same answers give under other rules; undefined when the rules are those it was made under or agree. */
export function rulesReason(
  one: Determined,
  grounds: Grounds,
): Extract<StaleReason, { kind: 'rules' }> | undefined {
  const { manifest } = grounds.regulation
  const [version, lawState] =
    one.kind === 'iso_roles' ? [roleRuleVersion, null] : [manifest.version, manifest.law_state_date ?? null]
  const { rule_version, law_state_date } = one.outcome
  if (version === rule_version && lawState === law_state_date) return undefined
  const changes = outcomeChanges(one.outcome, outcomeOf(one.kind, grounds, one.answers))
  if (changes.length === 0) return undefined
  return {
    kind: 'rules',
    from_version: rule_version,
    to_version: version,
    from_law_state_date: law_state_date,
    to_law_state_date: lawState,
    changes,
  }
}

/**
 * The changes that take the ground from a determination. ISO roles that only confirm what a classification was answered
 * with are none: they are often determined beside it, and decided first.
 */
const changesOfGround = (one: Determined, system: RecordOf<typeof aiSystem>): FieldChange[] =>
  fieldChanges(one.basis, system).filter(
    ({ field }) =>
      !(
        field === 'ai_roles' &&
        one.kind === 'eu_ai_act' &&
        system.ai_roles !== null &&
        agreesWithAnswers(one.answers, system.ai_roles)
      ),
  )

/** Every reason for which a determination has to be made again; none: it still holds. */
export function staleReasons(
  one: Determined,
  system: RecordOf<typeof aiSystem>,
  grounds: Grounds,
): StaleReason[] {
  const rules = rulesReason(one, grounds)
  return [
    ...changesOfGround(one, system).map((change) => ({ kind: 'field' as const, ...change })),
    ...(rules ? [rules] : []),
  ]
}
