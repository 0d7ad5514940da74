import { to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { choice, date, integer, list, longText, person, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** How often a control is carried out. */
export const controlFrequencies = [
  'continuous',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'semiannual',
  'annual',
  'per_release',
  'per_event',
] as const
export type ControlFrequency = (typeof controlFrequencies)[number]

/**
 * What the organization does to meet requirements. One control may meet many requirements, and a requirement may
 * need many controls. Whether it is well made and whether it works are rated apart, from 0 to 4: absent, designed,
 * partly operating, operating with fresh evidence, proven effective by test.
 */
export const control = register({
  name: 'control',
  plural: 'controls',
  title: 'name',
  station: 'control',
  fields: {
    name: text({ max: 200, required: true, search: true }),
    reference: text({ max: 40 }),
    description: longText({ search: true, significant: true }),
    kind: choice(['preventive', 'detective', 'corrective', 'directive'], { significant: true }),
    /** URNs of pack items: clauses, controls, outcomes, legal obligations. */
    requirements: list({ max: 60, significant: true, requirement: 'urn' }),
    operator_id: person(),
    frequency: choice(controlFrequencies, { significant: true }),
    design_rating: integer({ min: 0, max: 4, worded: true, significant: true }),
    design_rated_on: date(),
    design_rationale: longText({ max: 4000 }),
    operating_rating: integer({ min: 0, max: 4, worded: true, significant: true }),
    operating_rated_on: date(),
    operating_rationale: longText({ max: 4000 }),
    verification_method: choice([
      'inquiry',
      'observation',
      'inspection',
      'reperformance',
      'automated_test',
      'effectiveness_test',
    ]),
    evidence_note: longText({ max: 4000 }),
    /** The day the latest evidence of operation was captured. */
    evidence_on: date({ significant: true }),
  },
  lifecycle: lifecycle({
    initial: 'planned',
    states: {
      planned: { tone: 'neutral' },
      implementing: { tone: 'progress' },
      operating: { tone: 'positive' },
      retired: { tone: 'neutral', over: true },
    },
    transitions: {
      implement: { from: ['planned'], to: 'implementing', event: 'implementation-started' },
      operate: { from: ['implementing'], to: 'operating', event: 'put-into-operation' },
      suspend: { from: ['operating'], to: 'implementing', event: 'suspended', reason: 'required' },
      retire: {
        from: ['planned', 'implementing', 'operating'],
        to: 'retired',
        event: 'retired',
        reason: 'required',
      },
      reinstate: { from: ['retired'], to: 'planned', event: 'reinstated', reason: 'required' },
    },
  }),
  list: {
    columns: [
      'name',
      'reference',
      'kind',
      'design_rating',
      'operating_rating',
      'evidence_on',
      'owner_id',
      'state',
    ],
    sort: 'name',
    group: ['kind', 'frequency', 'state', 'owner_id'],
  },
  sections: [
    { key: 'what', fields: ['name', 'reference', 'kind', 'description'] },
    { key: 'meets', apart: true, fields: ['requirements'] },
    { key: 'who', fields: ['owner_id', 'operator_id', 'frequency'] },
    { key: 'design', fields: ['design_rating', 'design_rated_on', 'design_rationale'] },
    {
      key: 'operation',
      fields: [
        'operating_rating',
        'operating_rated_on',
        'operating_rationale',
        'verification_method',
        'evidence_note',
        'evidence_on',
      ],
    },
  ],
  permissions: {
    ...usualPermissions,
    write: { ...to('all', 'aims-manager', 'risk-owner'), ...to('own', 'ai-system-owner') },
  },
})
