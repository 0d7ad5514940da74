import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'
import { relationships } from '../../kernel/pack/kind/crosswalk.ts'
import { frameworks, requirementKinds } from './catalogue.ts'
import { reference, requirementPage } from './page/page-schema.ts'

export { adoptPack, getPack, listPacks, previewPackUpdate } from './adoption/pack-contract.ts'
export { registerOf } from './record-register.ts'

const words = z.string().max(200).optional()

const group = z.object({
  id: z.string(),
  framework: z.enum(frameworks),
  parent_id: z.string().nullable(),
  title: z.string(),
  intent: z.string().nullable(),
})

export const listRequirements = queryOperation({
  name: 'requirement.list',
  method: 'GET',
  path: '/requirements',
  summary: 'List requirements of the frameworks, in our own words, under their headings',
  permission: 'requirement:read',
  input: z.strictObject({
    framework: z.enum(frameworks).optional(),
    kind: z.enum(requirementKinds).optional(),
    q: words,
  }),
  output: z.object({
    items: z.array(
      z.object({
        urn: z.string(),
        framework: z.enum(frameworks),
        kind: z.enum(requirementKinds),
        ref: z.string(),
        title: z.string(),
        intent: z.string().nullable(),
        group_id: z.string(),
        owner_role: z.string().nullable(),
        review_cadence: z.string().nullable(),
        ai_roles: z.array(z.string()),
      }),
    ),
    groups: z.array(group),
    frameworks: z.array(
      z.object({ id: z.enum(frameworks), title: z.string(), version: z.string(), licence_note: z.string() }),
    ),
  }),
})

export const getRequirement = queryOperation({
  name: 'requirement.get',
  method: 'GET',
  path: '/requirement',
  summary: 'Read everything about one requirement, by its URN',
  permission: 'requirement:read',
  input: z.strictObject({ urn: z.string().max(300) }),
  output: z.object({ requirement: requirementPage }),
  errors: ['not-found'],
})

const level = z.int()

const scenario = z.object({
  urn: z.string(),
  id: z.string(),
  title: z.string(),
  category_id: z.string(),
  category_title: z.string(),
  stages: z.array(z.string()),
  /** Defaults before controls, 1 to 5; each needs its own confirmation in a risk. */
  likelihood: level,
  impact_organization: level,
  impact_individuals: level,
  impact_societies: level,
  control_ids: z.array(z.string()),
})

export const listScenarios = queryOperation({
  name: 'scenario.list',
  method: 'GET',
  path: '/scenarios',
  summary: 'List risk scenarios to start a risk from',
  permission: 'requirement:read',
  input: z.strictObject({
    category: z.string().max(40).optional(),
    stage: z.string().max(40).optional(),
    control: z.string().max(20).optional(),
    q: words,
  }),
  output: z.object({
    items: z.array(scenario),
    categories: z.array(z.object({ id: z.string(), title: z.string(), scenarios: z.int() })),
  }),
})

export const getScenario = queryOperation({
  name: 'scenario.get',
  method: 'GET',
  path: '/scenario',
  summary: 'Read one risk scenario: causes, consequences, who is affected, controls, indicators',
  permission: 'requirement:read',
  input: z.strictObject({ id: z.string().max(40) }),
  output: z.object({
    scenario: scenario.extend({
      causes: z.array(z.string()),
      consequences: z.array(z.string()),
      affected: z.array(z.string()),
      indicators: z.array(z.string()),
      controls: z.array(reference),
      pack_version: z.string(),
    }),
  }),
  errors: ['not-found'],
})

export const listCrosswalk = queryOperation({
  name: 'crosswalk.list',
  method: 'GET',
  path: '/crosswalk',
  summary: 'Compare ISO/IEC 42001 with other frameworks, row by row',
  permission: 'requirement:read',
  input: z.strictObject({
    requirement_id: z.string().max(20).optional(),
    framework_id: z.string().max(60).optional(),
    relationship: z.enum(relationships).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    cursor: z.string().max(200).optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        requirement_id: z.string(),
        framework_id: z.string(),
        target_ref: z.string(),
        relationship: z.enum(relationships),
        rationale: z.string(),
      }),
    ),
    frameworks: z.array(z.object({ id: z.string(), title: z.string() })),
    relationships: z.array(
      z.object({ id: z.enum(relationships), meaning: z.string(), permitted_use: z.string() }),
    ),
    next_cursor: z.string().nullable(),
  }),
})
