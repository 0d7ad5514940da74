import { to, usualPermissions } from '../../../kernel/access/role.ts'
import { lifecycle } from '../../../kernel/lifecycle/lifecycle.ts'
import { choice, choices, date, longText, person, text } from '../../../kernel/register/field.ts'
import { register } from '../../../kernel/register/register.ts'

/** The roles of the management system, as packs name them (`owner_roles` of the ISO/IEC 42001 pack). */
export const ownerRoles = [
  'top_management',
  'aims_manager',
  'ai_system_owner',
  'ai_risk_owner',
  'ai_ethics_lead',
  'communications_lead',
  'data_steward',
  'document_controller',
  'hr_lead',
  'human_oversight_operator',
  'internal_auditor',
  'legal_counsel',
  'ml_engineering_lead',
  'operations_lead',
  'privacy_lead',
  'procurement_lead',
  'product_owner',
  'security_lead',
] as const

export type OwnerRole = (typeof ownerRoles)[number]

/** The two responsibilities that clause 5.3 wants held at any time. */
export const mandatoryResponsibilities = ['aims_conformity', 'performance_reporting'] as const

export type MandatoryResponsibility = (typeof mandatoryResponsibilities)[number]

/** Risk levels, lowest first: the highest that an appointment's holder may accept. */
export const acceptanceLimits = ['low', 'moderate', 'high', 'critical'] as const

/**
 * Who was given which duty and authority, from when to when. Authority to decide comes from here, never from an
 * access role. An appointment in force does not change: it is ended, and another one made.
 */
export const appointment = register({
  name: 'appointment',
  plural: 'appointments',
  title: 'title',
  station: 'organization',
  fields: {
    title: text({ max: 200, required: true, search: true }),
    person_id: person({ required: true }),
    role: choice(ownerRoles, { required: true }),
    responsibilities: choices(mandatoryResponsibilities),
    from_on: date({ required: true }),
    to_on: date(),
    appointed_by_id: person(),
    delegated_by_id: person(),
    limits: longText({ max: 4000 }),
    acceptance_limit: choice(acceptanceLimits, { ramp: true }),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: {
      draft: { tone: 'neutral' },
      in_force: { tone: 'positive' },
      ended: { tone: 'neutral', over: true },
    },
    transitions: {
      appoint: { from: ['draft'], to: 'in_force', event: 'appointed', permit: 'appoint', separate: true },
      end: { from: ['in_force'], to: 'ended', event: 'ended', permit: 'appoint', reason: 'required' },
    },
  }),
  list: {
    columns: ['title', 'person_id', 'role', 'from_on', 'to_on', 'delegated_by_id', 'state'],
    sort: 'title',
    group: ['role', 'person_id'],
  },
  sections: [
    { key: 'who', fields: ['title', 'person_id', 'role', 'responsibilities'] },
    { key: 'when', fields: ['from_on', 'to_on', 'appointed_by_id'] },
    { key: 'authority', fields: ['acceptance_limit', 'delegated_by_id', 'limits', 'owner_id'] },
  ],
  permissions: {
    ...usualPermissions,
    write: to('all', 'administrator', 'aims-manager', 'top-management'),
    appoint: to('all', 'aims-manager', 'top-management'),
  },
})
