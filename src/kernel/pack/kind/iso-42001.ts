import { z } from 'zod'
import { conditionProblems } from '../../condition/check.ts'
import { conditionSchema } from '../../condition/condition.ts'
import { factDeclarationSchema } from '../../condition/fact.ts'
import {
  daysSchema,
  definePackKind,
  idSchema,
  idsSchema,
  type Reference,
  refer,
  referToOwnerRoles,
  referToRecordTypes,
  referToRequirements,
  textSchema,
  textsSchema,
} from './kind.ts'

const practiceFields = {
  intent: textSchema,
  auditor_samples: textSchema,
  record_types: idsSchema.min(1),
  owner_role: idSchema,
  review_cadence: idSchema,
  review_triggers: textsSchema,
  ai_roles: idsSchema.min(1),
}

/** A leaf clause: a requirement every organization in scope meets. */
const clauseSchema = z.strictObject({
  id: idSchema,
  group_id: idSchema,
  title: textSchema,
  documented_information: z.array(z.strictObject({ level: idSchema, item: textSchema })),
  platform_rule: textSchema,
  typical_finding: textSchema,
  ...practiceFields,
})

/** A control of Annex A: a requirement where the Statement of Applicability includes it. */
const controlSchema = z.strictObject({
  id: idSchema,
  objective_id: idSchema,
  title: textSchema,
  typical_evidence: textsSchema.min(1),
  /** The number of the guidance in Annex B. */
  guidance_ref: z.string().regex(/^B\.\d+(\.\d+)+$/),
  annex_c_objective_ids: idsSchema,
  annex_c_risk_source_ids: idsSchema,
  soa_exclusion_note: textSchema,
  ...practiceFields,
})

export type Clause = z.infer<typeof clauseSchema>
export type Control = z.infer<typeof controlSchema>

/** A typed fact that exclusion rules look at: of each AI system in scope, or of the organization. */
const exclusionFactSchema = factDeclarationSchema.extend({
  subject: z.enum(['ai_system', 'organization']),
  question: textSchema,
})

export const exclusionEffects = [
  'cannot_exclude',
  'needs_strong_justification',
  'practically_not_excludable',
] as const
export type ExclusionEffect = (typeof exclusionEffects)[number]

/**
 * A rule that speaks against excluding controls. With the subject `ai_system` it holds as soon as its condition
 * holds for one AI system in scope; with `always` it has no condition.
 */
const exclusionRuleSchema = z
  .strictObject({
    id: idSchema,
    subject: z.enum(['ai_system', 'organization', 'always']),
    effect: z.enum(exclusionEffects),
    control_ids: idsSchema.min(1),
    when: conditionSchema.optional(),
    reason: textSchema,
  })
  .refine((rule) => (rule.subject === 'always') === (rule.when === undefined), {
    error: 'a rule has a condition, unless it always applies',
  })

export type ExclusionRule = z.infer<typeof exclusionRuleSchema>

const code = z.strictObject({ id: idSchema, meaning: textSchema })
const topic = z.strictObject({ id: idSchema, title: textSchema, meaning: textSchema })

/** ISO/IEC 42001: requirements in our own words, the vocabulary shared by all packs, exclusion rules. */
export const iso42001 = definePackKind({
  collections: {
    clause_groups: [
      'clause_group',
      z.array(
        z.strictObject({
          id: idSchema,
          parent_id: idSchema.nullable(),
          title: textSchema,
          intent: textSchema,
        }),
      ),
    ],
    clauses: ['clause', z.array(clauseSchema)],
    areas: ['area', z.array(z.strictObject({ id: idSchema, title: textSchema }))],
    objectives: [
      'objective',
      z.array(z.strictObject({ id: idSchema, area_id: idSchema, title: textSchema, intent: textSchema })),
    ],
    controls: ['control', z.array(controlSchema)],
    annex_c_objectives: ['annex_c_objective', z.array(topic)],
    annex_c_risk_sources: ['annex_c_risk_source', z.array(topic)],
    required_documents: [
      'required_document',
      z.array(
        z.strictObject({
          id: idSchema,
          title: textSchema,
          requirement_ids: idsSchema.min(1),
          kinds: z.array(z.enum(['document', 'record'])).min(1),
          record_types: idsSchema.min(1),
          completeness_test: textSchema,
        }),
      ),
    ],
    control_documents: [
      'control_document',
      z.array(z.strictObject({ id: idSchema, title: textSchema, control_ids: idsSchema.min(1) })),
    ],
    expected_records: ['expected_record', z.array(z.strictObject({ id: idSchema, title: textSchema }))],
    finding_grades: ['finding_grade', z.array(code)],
    typical_findings: [
      'typical_finding',
      z.array(
        z.strictObject({
          id: idSchema,
          title: textSchema,
          requirement_ids: idsSchema.min(1),
          usual_grade: textSchema,
          why: textSchema,
          prevention: textSchema,
        }),
      ),
    ],
    exclusion_facts: ['exclusion_fact', z.array(exclusionFactSchema)],
    exclusion_rules: ['exclusion_rule', z.array(exclusionRuleSchema)],
    record_types: [
      'record_type',
      z.array(z.strictObject({ id: idSchema, group: textSchema, description: textSchema })),
    ],
    ai_roles: ['ai_role', z.array(z.strictObject({ id: idSchema, meaning: textSchema, note: textSchema }))],
    owner_roles: ['owner_role', z.array(z.strictObject({ id: idSchema }))],
    life_cycle_stages: ['life_cycle_stage', z.array(topic)],
    review_cadences: [
      'review_cadence',
      z.array(z.strictObject({ id: idSchema, interval_days: daysSchema.nullable() })),
    ],
    documented_information_levels: ['documented_information_level', z.array(code)],
  },

  references: (content) => [
    ...refer(
      'clause_groups',
      content.clause_groups,
      'parent_id',
      (g) => g.parent_id,
      'iso_42001',
      'clause_groups',
    ),
    ...refer('clauses', content.clauses, 'group_id', (c) => c.group_id, 'iso_42001', 'clause_groups'),
    ...refer(
      'clauses',
      content.clauses,
      'documented_information',
      (c) => c.documented_information.map((d) => d.level),
      'iso_42001',
      'documented_information_levels',
    ),
    ...refer('objectives', content.objectives, 'area_id', (o) => o.area_id, 'iso_42001', 'areas'),
    ...refer('controls', content.controls, 'objective_id', (c) => c.objective_id, 'iso_42001', 'objectives'),
    ...refer(
      'controls',
      content.controls,
      'annex_c_objective_ids',
      (c) => c.annex_c_objective_ids,
      'iso_42001',
      'annex_c_objectives',
    ),
    ...refer(
      'controls',
      content.controls,
      'annex_c_risk_source_ids',
      (c) => c.annex_c_risk_source_ids,
      'iso_42001',
      'annex_c_risk_sources',
    ),
    ...practiceReferences('clauses', content.clauses),
    ...practiceReferences('controls', content.controls),
    ...referToRequirements('required_documents', content.required_documents, (d) => d.requirement_ids),
    ...referToRecordTypes('required_documents', content.required_documents, (d) => d.record_types),
    ...refer(
      'control_documents',
      content.control_documents,
      'control_ids',
      (d) => d.control_ids,
      'iso_42001',
      'controls',
    ),
    ...referToRequirements('typical_findings', content.typical_findings, (f) => f.requirement_ids),
    ...refer(
      'exclusion_rules',
      content.exclusion_rules,
      'control_ids',
      (r) => r.control_ids,
      'iso_42001',
      'controls',
    ),
  ],

  problems: (content) =>
    content.exclusion_rules.flatMap((rule) => {
      const facts = content.exclusion_facts.filter((fact) => fact.subject === rule.subject)
      const problems = rule.when ? conditionProblems(rule.when, facts) : []
      return problems.map((problem) => ({ collection: 'exclusion_rules', item_id: rule.id, problem }))
    }),
})

type Practice = Pick<Clause, 'id' | 'record_types' | 'owner_role' | 'review_cadence' | 'ai_roles'>

function practiceReferences(collection: string, items: readonly Practice[]): Reference[] {
  return [
    ...referToRecordTypes(collection, items, (item) => item.record_types),
    ...referToOwnerRoles(collection, items, 'owner_role', (item) => item.owner_role),
    ...refer(
      collection,
      items,
      'review_cadence',
      (item) => item.review_cadence,
      'iso_42001',
      'review_cadences',
    ),
    ...refer(collection, items, 'ai_roles', (item) => item.ai_roles, 'iso_42001', 'ai_roles'),
  ]
}
