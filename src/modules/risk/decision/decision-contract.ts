import { z } from 'zod'
import { commandOperation, queryOperation } from '../../../kernel/contract/operation.ts'
import { signatureInput } from '../../../kernel/contract/signature.ts'
import { titles } from '../../../kernel/register/answer.ts'
import { recordSchema, scopeShape } from '../../../kernel/register/schema.ts'
import { ownerRoles } from '../../organization/contract.ts'
import { risk } from '../risk.ts'
import { riskLevels } from '../score/scale.ts'
import { acceptanceStates } from '../standing/acceptance-state.ts'
import { treatmentAction } from '../treatment/treatment-action.ts'

const id = z.uuid()
const expectedVersion = z.int().min(1)
const level = z.enum(riskLevels)
const reason = z.string().trim().min(1).max(4000)
const whole = recordSchema(risk)

/** A rule that a decision would break, and why. */
export const refusal = z.object({ rule: z.string(), message: z.string() }).meta({ title: 'refusal' })
const consultation = z
  .strictObject({
    role: z.enum(ownerRoles),
    person_id: id,
    /** What they said. */
    opinion: z.string().trim().min(1).max(4000),
  })
  .meta({ title: 'consultation' })

export const acceptance = z.object({
  id,
  risk_id: id,
  risk_version: z.int(),
  criteria_id: id,
  level,
  basis: z.enum(['residual', 'inherent']),
  likelihood: z.int(),
  impact: z.int(),
  accepted_by_id: id,
  appointment_id: id,
  by_system_owner: z.boolean(),
  reason: z.string(),
  consulted: z.array(consultation),
  accepted_at: z.string(),
  expires_on: z.string(),
  signature_id: id,
  ended_at: z.string().nullable(),
  ended_because: z.string().nullable(),
})

/** What a decision is about, before anybody signs it. */
const decision = {
  version: z.int(),
  level: level.nullable(),
  /** Exactly what would be signed. */
  statement: z.string(),
  consequences: z.array(z.string()),
  /** What prevents it for the actor; empty when they may decide. */
  refusals: z.array(refusal),
}

export const getAcceptanceStatement = queryOperation({
  name: 'risk.acceptance-statement',
  method: 'GET',
  path: '/risks/:id/acceptance-statement',
  summary: 'Read what accepting a risk would mean, who must be consulted, and what stands against it',
  permission: 'risk:read',
  input: z.strictObject({ id, expires_on: z.iso.date().optional() }),
  output: z.object({
    ...decision,
    expires_on: z.string().nullable(),
    latest_expires_on: z.string().nullable(),
    consult: z.array(
      z.object({ role: z.enum(ownerRoles), candidates: z.array(z.object({ person_id: id })) }),
    ),
    conditions: z.array(z.string()),
    titles,
  }),
  errors: ['not-found'],
})

export const acceptRisk = commandOperation({
  name: 'risk.accept',
  method: 'POST',
  path: '/risks/:id/acceptances',
  summary: 'Accept what remains of a risk, by signature and until a day',
  permission: 'risk:accept',
  input: z.strictObject({
    id,
    expected_version: expectedVersion,
    expires_on: z.iso.date(),
    reason,
    consulted: z.array(consultation).max(20).default([]),
    signature: signatureInput,
  }),
  output: acceptance,
  status: 201,
  events: ['risk.accepted'],
  errors: ['not-found', 'version-conflict', 'conflict', 'refused-by-rule'],
  versioned: true,
})

export const listAcceptances = queryOperation({
  name: 'risk.acceptances',
  method: 'GET',
  path: '/risk-acceptances',
  summary: 'List acceptances, newest first: of one risk, or all for the management review',
  permission: 'risk:read',
  input: z
    .strictObject({
      risk_id: id.optional(),
      accepted_from: z.iso.date().optional(),
      /** Of one risk. */
      as_of: scopeShape.as_of,
      limit: z.coerce.number().int().min(1).max(200).default(100),
      cursor: id.optional(),
    })
    .refine(({ risk_id, as_of }) => as_of === undefined || risk_id !== undefined, {
      path: ['risk_id'],
      message: 'names the risk whose acceptances are asked for as of a date',
    }),
  output: z.object({
    items: z.array(
      acceptance.extend({
        standing: z.enum(acceptanceStates),
      }),
    ),
    titles,
    next_cursor: id.nullable(),
  }),
  errors: ['not-found'],
})

export const getPlanStatement = queryOperation({
  name: 'risk.plan-statement',
  method: 'GET',
  path: '/risks/:id/plan-statement',
  summary: 'Read what approving the treatment plan would mean, and what stands against it',
  permission: 'risk:read',
  input: z.strictObject({ id }),
  output: z.object(decision),
  errors: ['not-found'],
})

export const approvePlan = commandOperation({
  name: 'risk.approve-plan',
  method: 'POST',
  path: '/risks/:id/plan-approvals',
  summary: 'Approve the treatment plan of a risk, by signature; apart from accepting what remains',
  permission: 'risk:accept',
  input: z.strictObject({ id, expected_version: expectedVersion, reason, signature: signatureInput }),
  output: whole,
  status: 201,
  events: ['risk.plan-approved'],
  errors: ['not-found', 'version-conflict', 'conflict', 'refused-by-rule'],
  versioned: true,
})

export const returnLapsed = commandOperation({
  name: 'risk.return-lapsed',
  method: 'POST',
  path: '/lapsed-risks',
  summary: 'Return accepted risks whose acceptance has expired or no longer holds',
  permission: 'risk:close',
  input: z.strictObject({}),
  output: z.object({ returned: z.array(z.object({ id, state: z.string(), because: z.string() })) }),
  events: ['risk.lapsed-returned'],
})

export const extendAction = commandOperation({
  name: 'treatment-action.extend',
  method: 'POST',
  path: '/treatment-actions/:id/extensions',
  summary: 'Extend the deadline of a treatment action, by authority one level above the risk',
  permission: 'risk:accept',
  input: z.strictObject({ id, expected_version: expectedVersion, extended_to: z.iso.date(), reason }),
  output: recordSchema(treatmentAction),
  status: 201,
  events: ['treatment-action.extended'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule'],
  versioned: true,
})
