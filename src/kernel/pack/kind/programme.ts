import { z } from 'zod'
import {
  daysSchema,
  definePackKind,
  idSchema,
  idsSchema,
  refer,
  referToOwnerRoles,
  referToRecordTypes,
  referToRequirements,
  ruleSchema,
  textSchema,
  textsSchema,
} from './kind.ts'
import {
  certificationStepSchema,
  incidentClockSchema,
  indicatorSchema,
  operatingPhaseSchema,
  readinessSchema,
  readinessVectorSchema,
  supplierQuestionSchema,
} from './programme-item.ts'

const rules = z.array(ruleSchema)
const titled = z.strictObject({ id: idSchema, title: textSchema })

/** What must be looked at again. An interval is in days and applies to the named part of the object. */
const cadenceSchema = z.strictObject({
  id: idSchema,
  object: textSchema,
  cadence: textSchema,
  origin: z.enum(['practice', 'derived']),
  /** Null: the owner of the record itself. */
  owner_role: idSchema.nullable(),
  record_types: idsSchema.min(1),
  intervals: z.array(z.strictObject({ applies_to: idSchema, interval_days: daysSchema })).min(1),
  on_event: z.literal(true).optional(),
  maximum_interval_days: daysSchema.optional(),
  blocks_readiness: z.literal(true).optional(),
  follows_audit_programme: z.literal(true).optional(),
  /** Days overdue at which the owner, then the AIMS manager, is told. */
  escalation_after_days: z.array(daysSchema).min(1).max(2),
  extra_triggers: textsSchema.min(1),
})

export type Cadence = z.infer<typeof cadenceSchema>

const agendaItem = titled.extend({ required: z.boolean() })

/** The operating cycle: cadences, certification, audit, review, documents, training, suppliers, incidents, indicators. */
export const programme = definePackKind({
  collections: {
    cadence_rules: ['cadence_rule', rules],
    cadences: ['cadence', z.array(cadenceSchema)],
    system_components: [
      'system_component',
      z.array(titled.extend({ documentation: textSchema, cadence_id: idSchema })),
    ],
    operating_phases: ['operating_phase', z.array(operatingPhaseSchema)],
    certification_steps: ['certification_step', z.array(certificationStepSchema)],
    certification_rules: ['certification_rule', rules],
    readiness_gates: ['readiness_gate', z.array(titled.extend({ conditions: textsSchema.min(1) }))],
    audit_rules: ['audit_rule', rules],
    review_inputs: ['review_input', z.array(agendaItem)],
    review_outputs: ['review_output', z.array(agendaItem)],
    review_rules: ['review_rule', rules],
    nonconformity_steps: [
      'nonconformity_step',
      z.array(
        z.strictObject({
          id: idSchema,
          required_content: textSchema,
          major_due_days: daysSchema.nullable(),
          minor_due_days: daysSchema.nullable(),
          rule: textSchema,
        }),
      ),
    ],
    nonconformity_rules: ['nonconformity_rule', rules],
    nonconformity_sources: ['nonconformity_source', z.array(titled)],
    document_classes: ['document_class', z.array(titled.extend({ approval: textSchema.nullable() }))],
    retention_defaults: ['retention_default', rules],
    document_templates: [
      'document_template',
      z.array(
        titled.extend({
          document_class: idSchema,
          sections: textsSchema.min(1),
          requirement_ids: idsSchema.min(1),
        }),
      ),
    ],
    training_audiences: [
      'training_audience',
      z.array(titled.extend({ cadence_and_length: textSchema, content: textsSchema.min(1) })),
    ],
    training_rules: ['training_rule', rules],
    microlearning_topics: [
      'microlearning_topic',
      z.array(titled.extend({ audience: textsSchema.min(1), scenario: textSchema, control_id: idSchema })),
    ],
    supplier_tiers: [
      'supplier_tier',
      z.array(z.strictObject({ id: idSchema, meaning: textSchema, question_ids: idsSchema.min(1) })),
    ],
    supplier_questions: ['supplier_question', z.array(supplierQuestionSchema)],
    supplier_answers: [
      'supplier_answer',
      z.array(z.strictObject({ id: idSchema, value: z.number().min(0).max(1).nullable() })),
    ],
    supplier_decisions: ['supplier_decision', z.array(z.strictObject({ id: idSchema, from: z.number() }))],
    supplier_rules: ['supplier_rule', rules],
    contract_clauses: ['contract_clause', z.array(titled)],
    incident_severities: [
      'incident_severity',
      z.array(
        titled.extend({
          criteria: textsSchema.min(1),
          first_response: textSchema,
          contain_within: textSchema,
          report_inside: textSchema,
          review: textSchema,
        }),
      ),
    ],
    incident_protocol: ['incident_protocol_step', rules],
    incident_clocks: ['incident_clock', z.array(incidentClockSchema)],
    indicators: ['indicator', z.array(indicatorSchema)],
    indicator_rules: ['indicator_rule', rules],
    maturity_values: [
      'maturity_value',
      z.array(
        z.strictObject({ id: idSchema, value: z.number().min(0).max(1).nullable(), meaning: textSchema }),
      ),
    ],
    maturity_caps: [
      'maturity_cap',
      z.array(z.strictObject({ id: idSchema, maximum: z.number().min(0).max(1) })),
    ],
    readiness: ['readiness', readinessSchema],
    readiness_vectors: ['readiness_vector', z.array(readinessVectorSchema)],
  },

  references: (content) => [
    ...referToOwnerRoles('cadences', content.cadences, 'owner_role', (c) => c.owner_role),
    ...referToRecordTypes('cadences', content.cadences, (c) => c.record_types),
    ...refer(
      'system_components',
      content.system_components,
      'cadence_id',
      (c) => c.cadence_id,
      'programme',
      'cadences',
    ),
    ...refer(
      'certification_steps',
      content.certification_steps,
      'after',
      (s) => s.after,
      'programme',
      'certification_steps',
    ),
    ...referToRequirements('document_templates', content.document_templates, (d) => d.requirement_ids),
    ...refer(
      'document_templates',
      content.document_templates,
      'document_class',
      (d) => d.document_class,
      'programme',
      'document_classes',
    ),
    ...refer(
      'microlearning_topics',
      content.microlearning_topics,
      'control_id',
      (t) => t.control_id,
      'iso_42001',
      'controls',
    ),
    ...refer(
      'supplier_tiers',
      content.supplier_tiers,
      'question_ids',
      (t) => t.question_ids,
      'programme',
      'supplier_questions',
    ),
    ...referToRecordTypes('indicators', content.indicators, (i) => i.record_types),
  ],
})
