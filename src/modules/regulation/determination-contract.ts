import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { signatureInput } from '../../kernel/contract/signature.ts'
import { titles } from '../../kernel/register/answer.ts'
import { recordSchema } from '../../kernel/register/schema.ts'
import { signOffSchema } from './decision/sign-off.ts'
import { determination, determinationKinds } from './determination.ts'
import { outcomeSchema } from './question/outcome.ts'
import { staleReason } from './staleness/staleness.ts'

const id = z.uuid()
const expected_version = z.int().min(1)
const whole = recordSchema(determination)

/** Answers by question id; null takes an answer back. */
export const answersInput = z
  .record(
    z.string().max(100),
    z.union([z.string().max(100), z.boolean(), z.array(z.string().max(100)).max(100)]).nullable(),
  )
  .refine((answers) => Object.keys(answers).length <= 200, 'holds too many answers')

/** A question in plain words, with what it rests on and what each option covers. */
export const askedQuestion = z
  .object({
    id: z.string(),
    type: z.enum(['choice', 'choices', 'boolean']),
    text: z.string(),
    article: z.string(),
    help: z.string().nullable(),
    exclusive_option: z.string().nullable(),
    options: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        detail: z.string().nullable(),
        caution: z.string().nullable(),
      }),
    ),
    /** As it was given; null while it is open. */
    answer: z.json(),
  })
  .meta({ title: 'asked-question' })

const questionnaire = {
  /** Every question that is asked given these answers, in order. */
  questions: z.array(askedQuestion),
  /** Those of them that have no valid answer yet. */
  next_questions: z.array(z.string()),
  outcome: outcomeSchema,
}

export const determinationQuestions = queryOperation({
  name: 'determination.questions',
  method: 'POST',
  path: '/determination-questions',
  summary: 'Work out which questions come next and what follows from the answers so far; nothing is kept',
  permission: 'determination:read',
  input: z.strictObject({ kind: z.enum(determinationKinds), answers: answersInput.default({}) }),
  output: z.object(questionnaire),
})

const decision = z
  .object({
    statement: z.string(),
    reasons: z.array(z.object({ id: z.string(), reason: z.string() })),
  })
  .meta({ title: 'determination-decision' })

/** A determination as its page shows it. */
export const determinationView = z.object({
  record: whole,
  ...questionnaire,
  sign_offs: z.array(signOffSchema),
  /** Why it no longer holds; empty while it does. */
  stale: z.array(staleReason),
  /** What to sign, while it waits for a decision. */
  approval: decision.nullable(),
  rejection: decision.nullable(),
  titles,
})

export const viewDetermination = queryOperation({
  name: 'determination.view',
  method: 'GET',
  path: '/determinations/:id/view',
  summary: 'Read a determination with its answers, outcome, sign-offs, and whether it still holds',
  permission: 'determination:read',
  input: z.strictObject({ id }),
  output: determinationView,
  errors: ['not-found'],
})

export const startDetermination = commandOperation({
  name: 'determination.start',
  method: 'POST',
  path: '/determinations',
  summary: 'Start a determination of an AI system; answers of the approved one are taken over as a draft',
  permission: 'determination:determine',
  input: z.strictObject({ ai_system_id: id, kind: z.enum(determinationKinds) }),
  output: whole,
  status: 201,
  events: ['determination.started'],
  errors: ['not-found', 'conflict'],
})

export const answerDetermination = commandOperation({
  name: 'determination.answer',
  method: 'PATCH',
  path: '/determinations/:id/answers',
  summary: 'Keep answers and the rationale of a draft; the outcome is worked out anew',
  permission: 'determination:determine',
  input: z.strictObject({
    id,
    expected_version,
    answers: answersInput.default({}),
    rationale: z.string().max(10_000).nullable().optional(),
  }),
  output: whole,
  events: ['determination.answered'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule'],
  versioned: true,
})

const signOffs = z
  .array(z.strictObject({ reason_id: z.string().max(100), answer: z.string().trim().min(1).max(4000) }))
  .max(20)
  .default([])

export const approveDetermination = commandOperation({
  name: 'determination.approve',
  method: 'POST',
  path: '/determinations/:id/approvals',
  summary:
    'Approve a determination with a signature; the earlier one is superseded, ISO roles go to the system',
  permission: 'determination:approve',
  input: z.strictObject({ id, expected_version, sign_offs: signOffs, signature: signatureInput }),
  output: whole,
  events: ['determination.approved'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule', 'conflict'],
  versioned: true,
})

export const rejectUse = commandOperation({
  name: 'determination.reject',
  method: 'POST',
  path: '/determinations/:id/use-rejections',
  summary: 'Reject a use that is a banned practice, with a signature',
  permission: 'determination:approve',
  input: z.strictObject({
    id,
    expected_version,
    reason: z.string().trim().min(1).max(4000),
    sign_offs: signOffs,
    signature: signatureInput,
  }),
  output: whole,
  events: ['determination.use-rejected'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule', 'conflict'],
  versioned: true,
})

const standing = z.object({
  kind: z.enum(determinationKinds),
  /** The one that counts: approved, or the use rejected. */
  current: z.object({ record: whole, outcome: outcomeSchema, stale: z.array(staleReason) }).nullable(),
  /** A draft or proposal under way. */
  open: z.object({ record: whole, outcome: outcomeSchema }).nullable(),
  superseded: z.int(),
})

export const systemDeterminations = queryOperation({
  name: 'determination.of-system',
  method: 'GET',
  path: '/determinations-of-system',
  summary: 'Read what was determined about one AI system, whether it still holds, and what is under way',
  permission: 'determination:read',
  input: z.strictObject({ ai_system_id: id }),
  output: z.object({ items: z.array(standing), titles }),
  errors: ['not-found'],
})

export const determinationOverview = queryOperation({
  name: 'determination.overview',
  method: 'GET',
  path: '/determination-overview',
  summary: 'Count AI systems by class and ISO role, with the law’s dates and open points',
  permission: 'determination:read',
  input: z.strictObject({}),
  output: z.object({
    systems: z.int(),
    by_tier: z.array(
      z.object({ tier: z.string(), title: z.string(), consequence: z.string(), systems: z.int() }),
    ),
    by_role: z.array(z.object({ role: z.string(), systems: z.int() })),
    undetermined: z.object({ iso_roles: z.int(), eu_ai_act: z.int() }),
    waiting: z.int(),
    law_state_date: z.string().nullable(),
    rule_version: z.string(),
    licence_note: z.string(),
    timeline: z.array(
      z.object({ id: z.string(), date: z.string(), event: z.string(), part_of_act: z.boolean() }),
    ),
    open_points: z.array(z.object({ id: z.string(), text: z.string(), verify_by: z.string() })),
  }),
})

const pageShape = {
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** The id of the last determination that was looked at. */
  cursor: id.optional(),
}

export const staleDeterminations = queryOperation({
  name: 'determination.stale',
  method: 'GET',
  path: '/stale-determinations',
  summary: 'List determinations that no longer hold, and why; a page may hold fewer than were looked at',
  permission: 'determination:read',
  input: z.strictObject(pageShape),
  output: z.object({
    items: z.array(z.object({ record: whole, stale: z.array(staleReason) })),
    titles,
    next_cursor: id.nullable(),
  }),
})

export const rerunPreview = queryOperation({
  name: 'determination.rerun-preview',
  method: 'GET',
  path: '/determination-rerun-preview',
  summary: 'Classify every AI system again under the law that the product brings, and list what would change',
  permission: 'determination:read',
  input: z.strictObject(pageShape),
  output: z.object({
    items: z.array(
      z.object({
        determination_id: id,
        ai_system_id: id,
        from_law_state_date: z.string().nullable(),
        before: outcomeSchema.pick({ state: true, tier: true, tier_title: true, law_state_date: true }),
        after: outcomeSchema.pick({ state: true, tier: true, tier_title: true, law_state_date: true }),
        changes: z.array(
          z.object({
            what: z.string(),
            id: z.string().nullable(),
            before: z.string().nullable(),
            after: z.string().nullable(),
          }),
        ),
      }),
    ),
    /** How many were looked at for this page. */
    examined: z.int(),
    rule_version: z.string(),
    law_state_date: z.string().nullable(),
    titles,
    next_cursor: id.nullable(),
  }),
})
