import { z } from 'zod'
import { commandOperation } from '../../../kernel/contract/operation.ts'
import { originKinds } from '../statement.ts'

const id = z.uuid()
const words = (max: number) => z.string().trim().min(1).max(max)

export const startStatement = commandOperation({
  name: 'soa.start',
  method: 'POST',
  path: '/statement-of-applicability',
  summary: 'Start the Statement of Applicability: one undecided row for each control of Annex A',
  permission: 'soa:write',
  input: z.strictObject({}),
  output: z.object({ rows: z.int() }),
  status: 201,
  events: ['soa.started'],
  errors: ['conflict'],
})

/** Where an inclusion comes from: a record, a legal duty of a pack, or words that name what asks for it. */
export const addOrigin = commandOperation({
  name: 'soa-row.add-origin',
  method: 'POST',
  path: '/soa-rows/:id/origins',
  summary: 'Say why a control is included: a risk, law, contract, impact or own decision',
  permission: 'soa-row:write',
  input: z
    .strictObject({
      id,
      kind: z.enum(originKinds),
      record_id: id.optional(),
      requirement: z.string().max(200).optional(),
      reference: words(500).optional(),
    })
    .refine(({ record_id, requirement, reference }) => record_id || requirement || reference, {
      error: 'name a record, a legal duty, or what asks for it',
      path: ['reference'],
    }),
  output: z.object({ origin_id: id }),
  status: 201,
  events: ['soa-row.origin-added'],
  errors: ['not-found', 'refused-by-rule'],
})

export const removeOrigin = commandOperation({
  name: 'soa-row.remove-origin',
  method: 'DELETE',
  path: '/soa-rows/:id/origins/:origin_id',
  summary: 'Take an origin of inclusion away',
  permission: 'soa-row:write',
  input: z.strictObject({ id, origin_id: id }),
  output: z.object({ origin_id: id }),
  events: ['soa-row.origin-removed'],
  errors: ['not-found'],
})

export const setControls = commandOperation({
  name: 'soa-row.set-controls',
  method: 'PUT',
  path: '/soa-rows/:id/controls',
  summary: 'Link a row to exactly the controls that carry it out',
  permission: 'soa-row:write',
  input: z.strictObject({
    id,
    control_ids: z
      .array(id)
      .max(50)
      .refine((ids) => new Set(ids).size === ids.length, 'must not repeat a control'),
  }),
  output: z.object({ added: z.array(id), removed: z.array(id) }),
  events: ['soa-row.controls-set'],
  errors: ['not-found'],
})

export const answerConflict = commandOperation({
  name: 'soa-row.answer-conflict',
  method: 'POST',
  path: '/soa-rows/:id/conflict-answers',
  summary: 'Answer a rule that speaks against leaving a control out, on the facts as they are now',
  permission: 'soa-row:write',
  input: z.strictObject({
    id,
    rule_id: z.string().max(100),
    /** Of the conflict that was read: the answer is to these facts. */
    facts_hash: z.string().regex(/^[0-9a-f]{64}$/),
    answer: words(4000),
  }),
  output: z.object({ answer_id: id }),
  status: 201,
  events: ['soa-row.conflict-answered'],
  errors: ['not-found', 'refused-by-rule', 'conflict'],
})

/** Facts that no field of the inventory holds: of one AI system, or of the organization as a whole. */
export const stateFact = commandOperation({
  name: 'soa.state-fact',
  method: 'POST',
  path: '/statement-of-applicability/facts',
  summary: 'State a fact that exclusion rules look at; null withdraws it',
  permission: 'soa:write',
  input: z.strictObject({
    fact: z.string().max(100),
    ai_system_id: id.nullable().default(null),
    /** About the organization: true means at least one AI system in scope, false none of them. */
    value: z.boolean().nullable(),
    /** How this is known. */
    basis: words(2000),
  }),
  output: z.object({ fact_id: id }),
  status: 201,
  events: ['soa.fact-stated'],
  errors: ['refused-by-rule'],
})
