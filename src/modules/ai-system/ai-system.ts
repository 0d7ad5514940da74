import { to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { boolean, choice, choices, date, longText, record, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** Life-cycle stages, one vocabulary for inventory, risk scenarios and imports. A fact, apart from the record's state. */
export const lifecycleStages = [
  'inception',
  'data',
  'development',
  'verification',
  'deployment',
  'operation',
  'reevaluation',
  'retirement',
] as const

/** The organization's ISO roles for one AI system (after ISO/IEC 22989); legal roles are a field of their own. */
export const aiRoles = ['provider', 'producer', 'developer', 'user', 'partner'] as const

/** An AI system in the inventory: the record in the middle of the golden thread. */
export const aiSystem = register({
  name: 'ai-system',
  plural: 'ai-systems',
  title: 'name',
  station: 'ai_system',
  fields: {
    name: text({ max: 400, required: true, search: true }),
    reference: text({ max: 60 }),
    unit_id: record('organization-unit'),
    intended_purpose: longText({ search: true, significant: true }),
    outputs: longText(),
    lifecycle_stage: choice(lifecycleStages, { significant: true }),
    ai_roles: choices(aiRoles, { significant: true }),
    in_scope: boolean(),
    scope_reason: longText({ max: 2000 }),
    application_area: choice([
      'internal_operations',
      'law_and_justice',
      'health',
      'public_services',
      'international_affairs',
      'science',
      'transportation',
      'education_and_employment',
      'energy_and_environment',
      'emergency_management',
      'finance',
      'manufacturing',
      'retail_and_marketing',
      'human_resources',
      'software_and_it',
      'security',
      'other',
    ]),
    sourcing: choice(['in_house', 'contracted', 'mixed', 'off_the_shelf']),
    supplier_name: text({ max: 200 }),
    contract_reference: text({ max: 500 }),
    human_involvement: choice(['human_decides_some', 'fully_automated', 'automated_with_failsafe'], {
      significant: true,
    }),
    rights_safety_impact: choice(['rights', 'safety', 'rights_and_safety', 'neither'], { significant: true }),
    informs_public: boolean(),
    uses_personal_data: boolean({ significant: true }),
    privacy_assessed: boolean(),
    data_description: longText(),
    data_documentation: choice(['missing', 'partial', 'complete', 'widely_available']),
    demographic_features: choices([
      'race_ethnicity',
      'sex_gender',
      'age',
      'religion',
      'socioeconomic_status',
      'ability_status',
      'residency_status',
      'marital_status',
      'income',
      'employment_status',
      'other',
    ]),
    known_risks: longText(),
    monitoring_practice: choice(['none', 'manual', 'automated', 'continuous']),
    impact_assessment_reported: choice(['done', 'in_progress', 'not_done', 'waived']),
    initiated_on: date(),
    development_began_on: date(),
    implemented_on: date(),
    retired_on: date(),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: {
      draft: { tone: 'neutral' },
      in_review: { tone: 'progress' },
      approved: { tone: 'positive' },
    },
    transitions: {
      submit: { from: ['draft'], to: 'in_review', event: 'submitted' },
      approve: { from: ['in_review'], to: 'approved', event: 'approved', permit: 'approve', separate: true },
      return: { from: ['in_review'], to: 'draft', event: 'returned', permit: 'approve', reason: 'required' },
      reopen: { from: ['approved'], to: 'draft', event: 'reopened', reason: 'required' },
    },
  }),
  // Stage and roles change apart from the approval and have reviews of their own.
  grounds: {
    of: 'approved',
    fields: ['intended_purpose', 'human_involvement', 'uses_personal_data', 'rights_safety_impact'],
    otherwise: 'draft',
  },
  list: {
    columns: [
      'name',
      'unit_id',
      'lifecycle_stage',
      'application_area',
      'rights_safety_impact',
      'owner_id',
      'state',
    ],
    sort: 'name',
    group: ['lifecycle_stage', 'unit_id', 'application_area', 'rights_safety_impact', 'state'],
  },
  sections: [
    {
      key: 'purpose',
      fields: ['name', 'reference', 'unit_id', 'owner_id', 'intended_purpose', 'outputs', 'application_area'],
    },
    { key: 'roles_and_stage', fields: ['lifecycle_stage', 'ai_roles', 'in_scope', 'scope_reason'] },
    { key: 'sourcing', fields: ['sourcing', 'supplier_name', 'contract_reference'] },
    {
      key: 'people',
      fields: [
        'rights_safety_impact',
        'human_involvement',
        'informs_public',
        'impact_assessment_reported',
        'known_risks',
      ],
    },
    {
      key: 'data',
      fields: [
        'uses_personal_data',
        'privacy_assessed',
        'data_description',
        'data_documentation',
        'demographic_features',
        'monitoring_practice',
      ],
    },
    { key: 'dates', fields: ['initiated_on', 'development_began_on', 'implemented_on', 'retired_on'] },
  ],
  permissions: {
    ...usualPermissions,
    write: { ...to('all', 'aims-manager'), ...to('own', 'ai-system-owner') },
    approve: to('all', 'aims-manager', 'top-management'),
  },
})
