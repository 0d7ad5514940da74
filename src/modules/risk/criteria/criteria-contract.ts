import { z } from 'zod'
import { commandOperation, queryOperation } from '../../../kernel/contract/operation.ts'
import { editionOperations } from '../../../kernel/register/edition.ts'
import { recordSchema } from '../../../kernel/register/schema.ts'
import { criteriaContent } from './criteria-content.ts'
import { riskCriteria } from './risk-criteria.ts'

const id = z.uuid()
const expectedVersion = z.int().min(1)
const whole = recordSchema(riskCriteria)

export const getCriteriaContent = queryOperation({
  name: 'risk-criteria.content',
  method: 'GET',
  path: '/risk-criteria/:id/content',
  summary: 'Read the scales, bands, appetite, deadlines and authorities of one edition',
  permission: 'risk-criteria:read',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    version: z.int(),
    state: z.string(),
    content: criteriaContent,
    /** What keeps it from being approved. */
    gaps: z.array(z.string()),
  }),
  errors: ['not-found'],
})

export const getCriteriaInForce = queryOperation({
  name: 'risk-criteria.in-force',
  method: 'GET',
  path: '/risk-criteria/in-force',
  summary: 'Read the criteria in force; null before any were approved',
  permission: 'risk-criteria:read',
  input: z.strictObject({}),
  output: z.object({
    criteria: z
      .object({ id, title: z.string(), edition: z.int().nullable(), content: criteriaContent })
      .nullable(),
    /** Risks evaluated by another edition: each is to be evaluated again. */
    evaluated_otherwise: z.int(),
  }),
})

export const setCriteriaContent = commandOperation({
  name: 'risk-criteria.set-content',
  method: 'PUT',
  path: '/risk-criteria/:id/content',
  summary: 'Change the scales and limits of a draft',
  permission: 'risk-criteria:write',
  input: z.strictObject({ id, expected_version: expectedVersion, content: criteriaContent }),
  output: whole,
  events: ['risk-criteria.content-set'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule'],
  versioned: true,
})

export const { approval: criteriaApproval, approve: approveCriteria } = editionOperations(riskCriteria)
