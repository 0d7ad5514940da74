import { to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import {
  boolean,
  choice,
  choices,
  date,
  integer,
  list,
  longText,
  person,
  record,
  text,
} from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'
import { lifecycleStages } from '../ai-system/contract.ts'
import { categories, riskLevels } from './score/scale.ts'
import { treatmentOptions } from './treatment/treatment-option.ts'

/** Objectives and sources of risk, by their numbers in Annex C. */
export const riskObjectives = [
  ...(['C.2.1', 'C.2.2', 'C.2.3', 'C.2.4', 'C.2.5', 'C.2.6', 'C.2.7', 'C.2.8', 'C.2.9'] as const),
  ...(['C.2.10', 'C.2.11'] as const),
] as const
export const riskSources = ['C.3.1', 'C.3.2', 'C.3.3', 'C.3.4', 'C.3.5', 'C.3.6', 'C.3.7'] as const

const level = { min: 1, max: 5 } as const
const rationale = () => longText({ max: 4000 })

/**
 * A risk of an AI system, or of the organization's use of AI as a whole. Four numbers are judged one by one, each
 * with its reason and its confirmation; score and level follow from the approved criteria and are kept with their
 * edition.
 */
export const risk = register({
  name: 'risk',
  plural: 'risks',
  title: 'title',
  station: 'risk',
  fields: {
    title: text({ max: 300, required: true, search: true }),
    ai_system_id: record('ai-system'),
    category: choice(categories, { required: true }),
    stages: choices(lifecycleStages),
    asset: choice(['data', 'model', 'pipeline', 'interface', 'agent_tool', 'human_process']),
    scenario_id: text({ max: 20 }),
    scenario_urn: text({ max: 200, computed: true }),
    description: longText({ search: true }),
    causes: list({ max: 30 }),
    consequences: list({ max: 30 }),
    affected: list({ max: 30 }),
    objectives: choices(riskObjectives),
    sources: choices(riskSources),
    threat_actor: choice([
      'none',
      'careless_user',
      'malicious_user',
      'outsider',
      'insider',
      'supplier',
      'nature',
    ]),
    legal_hook: text({ max: 500 }),
    key_risk_indicators: list({ max: 30 }),

    likelihood: integer(level),
    likelihood_rationale: rationale(),
    likelihood_confirmed: boolean(),
    impact_organization: integer(level),
    impact_organization_rationale: rationale(),
    impact_organization_confirmed: boolean(),
    impact_individuals: integer(level),
    impact_individuals_rationale: rationale(),
    impact_individuals_confirmed: boolean(),
    impact_societies: integer(level),
    impact_societies_rationale: rationale(),
    impact_societies_confirmed: boolean(),
    vulnerable_people: boolean(),
    affected_people: integer({ min: 0, max: 2_000_000_000 }),
    scale_raises: choice(['individuals', 'societies']),
    breaches_legal_duty: boolean(),
    inherent_impact: integer({ ...level, computed: true }),
    inherent_score: integer({ min: 1, max: 25, computed: true }),
    inherent_level: choice(riskLevels, { ramp: true, computed: true }),
    criteria_id: record('risk-criteria', { computed: true }),
    assessed_by_id: person({ computed: true }),
    assessed_on: date({ computed: true }),

    treatment_option: choice(treatmentOptions),
    treatment_rationale: rationale(),
    target_level: choice(riskLevels, { ramp: true }),
    residual_likelihood: integer(level),
    residual_impact_organization: integer(level),
    residual_impact_individuals: integer(level),
    residual_impact_societies: integer(level),
    residual_rationale: rationale(),
    residual_impact: integer({ ...level, computed: true }),
    residual_score: integer({ min: 1, max: 25, computed: true }),
    residual_level: choice(riskLevels, { ramp: true, computed: true }),

    prohibited_practice: boolean(),
    legal_duty_unmet: boolean(),
    impact_assessment_missing: boolean(),
    safety_stop_untested: boolean(),
    cause_gone: boolean(),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: {
      draft: { tone: 'neutral' },
      assessed: { tone: 'progress' },
      treatment_planned: { tone: 'progress' },
      treating: { tone: 'progress' },
      verifying: { tone: 'progress' },
      accepted: { tone: 'positive' },
      closed: { tone: 'neutral', over: true },
      reopened: { tone: 'caution' },
    },
    transitions: {
      assess: { from: ['draft', 'reopened'], to: 'assessed', event: 'assessed' },
      plan: { from: ['assessed'], to: 'treatment_planned', event: 'treatment-planned' },
      verify: { from: ['treating'], to: 'verifying', event: 'verification-started' },
      close: {
        from: ['assessed', 'treatment_planned', 'treating', 'verifying', 'accepted'],
        to: 'closed',
        event: 'closed',
        permit: 'close',
        reason: 'required',
      },
      reopen: {
        from: ['assessed', 'treatment_planned', 'treating', 'verifying', 'accepted', 'closed'],
        to: 'reopened',
        event: 'reopened',
        reason: 'required',
      },
    },
  }),
  list: {
    columns: ['title', 'ai_system_id', 'inherent_level', 'residual_level', 'owner_id', 'state', 'updated_at'],
    sort: '-updated_at',
    group: ['category', 'inherent_level', 'residual_level', 'ai_system_id', 'state', 'owner_id'],
  },
  sections: [
    {
      key: 'what',
      fields: ['title', 'ai_system_id', 'category', 'description', 'consequences', 'affected', 'owner_id'],
    },
    {
      key: 'assessment',
      apart: true,
      fields: [
        'likelihood',
        'likelihood_rationale',
        'likelihood_confirmed',
        'impact_organization',
        'impact_organization_rationale',
        'impact_organization_confirmed',
        'impact_individuals',
        'impact_individuals_rationale',
        'impact_individuals_confirmed',
        'impact_societies',
        'impact_societies_rationale',
        'impact_societies_confirmed',
        'vulnerable_people',
        'affected_people',
        'scale_raises',
        'breaches_legal_duty',
        'inherent_impact',
        'inherent_score',
        'inherent_level',
        'criteria_id',
        'assessed_by_id',
        'assessed_on',
      ],
    },
    {
      key: 'treatment',
      apart: true,
      fields: [
        'treatment_option',
        'treatment_rationale',
        'target_level',
        'residual_likelihood',
        'residual_impact_organization',
        'residual_impact_individuals',
        'residual_impact_societies',
        'residual_rationale',
        'residual_impact',
        'residual_score',
        'residual_level',
      ],
    },
    {
      key: 'limits',
      apart: true,
      fields: [
        'prohibited_practice',
        'legal_duty_unmet',
        'impact_assessment_missing',
        'safety_stop_untested',
        'cause_gone',
      ],
    },
    {
      key: 'context',
      fields: [
        'causes',
        'stages',
        'asset',
        'threat_actor',
        'objectives',
        'sources',
        'legal_hook',
        'key_risk_indicators',
        'scenario_id',
      ],
    },
    // For exchange with others; people read the number.
    { key: 'template', apart: true, fields: ['scenario_urn'] },
  ],
  permissions: {
    ...usualPermissions,
    write: { ...to('all', 'aims-manager', 'risk-owner'), ...to('own', 'ai-system-owner') },
    close: to('all', 'aims-manager', 'risk-owner'),
    accept: to('all', 'aims-manager', 'risk-owner', 'ai-system-owner', 'top-management'),
  },
})
