import { z } from 'zod'
import { confidenceSchema } from '../../../kernel/pack/manifest.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { aiRoles } from '../../ai-system/ai-system.ts'
import { type DeterminationKind, tiers } from '../determination.ts'
import { type Answers, classify } from './classification.ts'
import { determineRoles, roleQuestions, roleRuleVersion } from './role-questions.ts'

/** What the server worked out from the answers. It is kept with the determination and never changed afterwards. */
export const outcomeSchema = z
  .object({
    state: z.enum(['complete', 'incomplete']),
    missing_questions: z.array(z.string()),
    asked_questions: z.array(z.string()),
    rejected_answers: z.array(z.object({ question_id: z.string(), reason: z.string() })),
    ai_roles: z.array(z.enum(aiRoles)),
    tier: z.enum(tiers).nullable(),
    /** In the words of the pack at the time. */
    tier_title: z.string().nullable(),
    tier_reached_by: z.string().nullable(),
    tier_consequence: z.string().nullable(),
    routes: z.array(z.string()),
    facts: z.record(z.string(), z.json()),
    /** What led to the result: each rule that held, and the facts that were enough for it. */
    applied_rules: z.array(
      z.object({ rule_id: z.string(), set: z.record(z.string(), z.json()), decided_by: z.array(z.string()) }),
    ),
    obligations: z.array(
      z.object({
        id: z.string(),
        roles: z.array(z.string()),
        article: z.string(),
        title: z.string(),
        date: z.string(),
        date_key: z.string(),
        confidence: confidenceSchema,
        /** An earlier date that another reading of the law gives: have it verified. */
        earliest_reading: z.string().optional(),
        record_types: z.array(z.string()),
        requirement_ids: z.array(z.string()),
      }),
    ),
    needs_legal_sign_off: z.array(
      z.object({ id: z.string(), reason: z.string(), obligation_ids: z.array(z.string()) }),
    ),
    rule_version: z.string(),
    engine_version: z.int(),
    law_state_date: z.string().nullable(),
  })
  .meta({ title: 'determination-outcome' })
export type Outcome = z.infer<typeof outcomeSchema>

const tierSchema = z.enum(tiers)

/** The packs that determinations rest on. */
export interface Grounds {
  readonly regulation: Pack<'regulation'>
  readonly iso_42001: Pack<'iso_42001'>
}

/** The outcome of answers under the packs given; the same answers and packs always give the same. */
export function outcomeOf(kind: DeterminationKind, grounds: Grounds, answers: Answers): Outcome {
  return kind === 'iso_roles' ? rolesOutcome(answers) : classOutcome(grounds.regulation, answers)
}

function classOutcome(pack: Pack<'regulation'>, answers: Answers): Outcome {
  const { facts, ...result } = classify(pack, answers)
  const tier = pack.content.tiers.find(({ id }) => id === result.tier)
  return {
    ...result,
    ai_roles: [],
    tier: tier ? tierSchema.parse(tier.id) : null,
    tier_title: tier?.title ?? null,
    tier_reached_by: tier?.reached_by ?? null,
    tier_consequence: tier?.consequence ?? null,
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
    ),
  }
}

function rolesOutcome(answers: Answers): Outcome {
  const { ai_roles, reasons, missing_questions, rejected_answers } = determineRoles(answers)
  return {
    state: missing_questions.length === 0 ? 'complete' : 'incomplete',
    missing_questions,
    asked_questions: roleQuestions.map(({ id }) => id),
    rejected_answers,
    ai_roles,
    tier: null,
    tier_title: null,
    tier_reached_by: null,
    tier_consequence: null,
    routes: [],
    facts: {},
    applied_rules: reasons.map(({ role, question }) => ({
      rule_id: role,
      set: { ai_roles: role },
      decided_by: [question],
    })),
    obligations: [],
    needs_legal_sign_off: [],
    rule_version: roleRuleVersion,
    engine_version: 1,
    law_state_date: null,
  }
}

/** One way in which a result differs from an earlier one. */
export interface OutcomeChange {
  what: 'tier' | 'ai_roles' | 'routes' | 'obligation' | 'date' | 'sign_off' | 'questions'
  /** The duty, question or reason it is about, where it is about one. */
  id: string | null
  before: string | null
  after: string | null
}

const words = (list: readonly string[]): string | null => (list.length === 0 ? null : list.join(', '))

/** Everything in which two results of the same answers differ. */
export function outcomeChanges(before: Outcome, after: Outcome): OutcomeChange[] {
  const changes: OutcomeChange[] = []
  const note = (what: OutcomeChange['what'], id: string | null, from: string | null, to: string | null) => {
    if (from !== to) changes.push({ what, id, before: from, after: to })
  }
  note('tier', null, before.tier, after.tier)
  note('ai_roles', null, words(before.ai_roles), words(after.ai_roles))
  note('routes', null, words(before.routes), words(after.routes))
  note('questions', null, words(before.missing_questions), words(after.missing_questions))
  const duties = new Map(before.obligations.map((duty) => [duty.id, duty]))
  for (const duty of after.obligations) {
    const earlier = duties.get(duty.id)
    if (earlier) note('date', duty.id, earlier.date, duty.date)
    else note('obligation', duty.id, null, duty.title)
    duties.delete(duty.id)
  }
  for (const gone of duties.values()) note('obligation', gone.id, gone.title, null)
  const reasons = (outcome: Outcome) => words(outcome.needs_legal_sign_off.map(({ id }) => id))
  note('sign_off', null, reasons(before), reasons(after))
  return changes
}
