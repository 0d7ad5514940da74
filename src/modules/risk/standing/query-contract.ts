import { z } from 'zod'
import { commandOperation, queryOperation } from '../../../kernel/contract/operation.ts'
import { titles } from '../../../kernel/register/answer.ts'
import { filterSchema, recordSchema, scopeShape } from '../../../kernel/register/schema.ts'
import { risk } from '../risk.ts'
import { scenarioChange } from '../scenario/scenario-values.ts'
import { riskLevels } from '../score/scale.ts'
import { acceptanceStates } from './acceptance-state.ts'
import { needs } from './need.ts'

const id = z.uuid()
const level = z.enum(riskLevels)
const day = z.string().nullable()

export const standing = z
  .object({
    level: level.nullable(),
    basis: z.enum(['residual', 'inherent']).nullable(),
    likelihood: z.int().nullable(),
    impacts: z.object({ organization: z.int(), individuals: z.int(), societies: z.int() }).nullable(),
    residual_supported: z.boolean().nullable(),
    appetite: level.nullable(),
    above_appetite: z.boolean().nullable(),
    evaluation: z.enum(['none', 'current', 'outdated']),
    plan: z.enum(['none', 'unapproved', 'approved', 'changed']),
    plan_by: day,
    done_by: day,
    overdue: z.boolean(),
    overdue_part: z.enum(['treatment', 'plan', 'action']).nullable(),
    overdue_action: z.object({ id, title: z.string(), due_on: z.string() }).nullable(),
    acceptance: z.enum(acceptanceStates),
    acceptance_id: id.nullable(),
    acceptance_expires_on: day,
    answered: z.boolean(),
    needs: z.array(z.enum(needs)),
  })
  .meta({ title: 'risk-standing' })

export const getStanding = queryOperation({
  name: 'risk.standing',
  method: 'GET',
  path: '/risks/:id/standing',
  summary:
    'Compute where a risk stands, now or as of a date: level, appetite, plan, acceptance, what is to be done',
  permission: 'risk:read',
  input: z.strictObject({ id, as_of: scopeShape.as_of }),
  output: z.object({
    version: z.int(),
    /** The criteria in force. */
    criteria_id: id.nullable(),
    standing,
    /** What a content update changed of the scenario since the risk was last assessed, or begun: assess it anew. */
    scenario_changes: z.array(scenarioChange),
    /** How far the controls of the plan let the residual risk lie below the inherent one. */
    supported_steps: z.object({
      likelihood: z.int(),
      impacts: z.object({ organization: z.int(), individuals: z.int(), societies: z.int() }),
    }),
  }),
  errors: ['not-found'],
})

const heatCell = z.object({
  likelihood: z.int(),
  impact: z.int(),
  count: z.int(),
  /** By the criteria in force; null before any are. */
  level: level.nullable(),
})

export const getHeatMap = queryOperation({
  name: 'risk.heat-map',
  method: 'GET',
  path: '/risks/heat-map',
  summary: 'Count risks by likelihood and impact, with the filters of their list',
  permission: 'risk:read',
  input: filterSchema(risk).extend({
    archived: scopeShape.archived,
    basis: z.enum(['inherent', 'residual']).default('inherent'),
  }),
  output: z.object({
    basis: z.enum(['inherent', 'residual']),
    /** All 25, likelihood 5 first, then by impact. */
    cells: z.array(heatCell),
    /** Risks without the numbers to stand in a cell. */
    unplaced: z.int(),
    /** Risks in a cell whose numbers nobody has confirmed all: a scenario proposed them, or they are still being judged. */
    unconfirmed: z.int(),
    total: z.int(),
  }),
})

export const listAboveAppetite = queryOperation({
  name: 'risk.above-appetite',
  method: 'GET',
  path: '/risks/above-appetite',
  summary:
    'List risks above appetite, the highest first, and whether treatment or an acceptance answers them',
  permission: 'risk:read',
  input: z.strictObject({
    answered: z.enum(['false', 'true', 'all']).default('false'),
    ai_system_id: id.optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        title: z.string(),
        state: z.string(),
        owner_id: id.nullable(),
        ai_system_id: id.nullable(),
        category: z.string(),
        score: z.int().nullable(),
        standing,
      }),
    ),
    titles,
    /** More risks are above appetite than were looked at. */
    more: z.boolean(),
  }),
})

export const createFromScenario = commandOperation({
  name: 'risk.from-scenario',
  method: 'POST',
  path: '/risks/from-scenario',
  summary: 'Start a risk from a scenario: everything is pre-filled, nothing is confirmed',
  permission: 'risk:write',
  input: z.strictObject({
    scenario_id: z.string().max(20),
    ai_system_id: id.optional(),
    owner_id: id.optional(),
  }),
  output: recordSchema(risk),
  status: 201,
  events: ['risk.created'],
  errors: ['invalid-input', 'not-permitted'],
})
