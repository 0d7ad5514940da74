import { to, usualPermissions } from '../../../kernel/access/role.ts'
import { lifecycle } from '../../../kernel/lifecycle/lifecycle.ts'
import { choice, date, longText, record, text } from '../../../kernel/register/field.ts'
import { register } from '../../../kernel/register/register.ts'
import { consequenceMeans, treatmentOptions } from './treatment-option.ts'

/** One step of a risk's treatment plan: who does what by when, by which control. */
export const treatmentAction = register({
  name: 'treatment-action',
  plural: 'treatment-actions',
  title: 'title',
  station: 'treatment',
  passages: [
    { key: 'treats', from: ['risk_id'], to: ['control_id'], unless: ['cancelled'] },
    { key: 'protects', from: ['risk_id', 'ai_system_id'], to: ['control_id'], unless: ['cancelled'] },
  ],
  fields: {
    title: text({ max: 300, required: true, search: true }),
    risk_id: record('risk', { required: true }),
    option: choice(treatmentOptions, { required: true }),
    description: longText(),
    control_id: record('control'),
    consequence_means: choice(consequenceMeans),
    contract_reference: text({ max: 500 }),
    due_on: date(),
    /** The treatment deadline as it was extended, by authority one level above. */
    extended_to: date({ computed: true }),
    evidence_note: longText({ max: 4000, ahead: true }),
    effect_note: longText({ max: 4000, ahead: true }),
  },
  lifecycle: lifecycle({
    initial: 'planned',
    states: {
      planned: { tone: 'neutral' },
      under_way: { tone: 'progress' },
      done: { tone: 'progress' },
      effective: { tone: 'positive' },
      ineffective: { tone: 'critical' },
      cancelled: { tone: 'neutral', over: true },
    },
    transitions: {
      start: { from: ['planned'], to: 'under_way', event: 'started' },
      complete: { from: ['planned', 'under_way'], to: 'done', event: 'completed' },
      confirm: {
        from: ['done'],
        to: 'effective',
        event: 'found-effective',
        permit: 'verify',
        separate: true,
      },
      refute: {
        from: ['done', 'effective'],
        to: 'ineffective',
        event: 'found-ineffective',
        permit: 'verify',
        reason: 'required',
      },
      cancel: { from: ['planned', 'under_way'], to: 'cancelled', event: 'cancelled', reason: 'required' },
    },
  }),
  deadline: { field: 'due_on', states: ['planned', 'under_way'] },
  list: {
    columns: ['title', 'risk_id', 'option', 'owner_id', 'due_on', 'state'],
    sort: 'due_on',
    group: ['risk_id', 'option', 'control_id', 'owner_id', 'state'],
  },
  sections: [
    {
      key: 'what',
      fields: [
        'title',
        'risk_id',
        'option',
        'description',
        'control_id',
        'consequence_means',
        'contract_reference',
      ],
    },
    { key: 'when', fields: ['owner_id', 'due_on', 'extended_to'] },
    { key: 'result', fields: ['evidence_note', 'effect_note'] },
  ],
  permissions: {
    ...usualPermissions,
    write: { ...to('all', 'aims-manager', 'risk-owner'), ...to('own', 'ai-system-owner') },
    verify: to('all', 'aims-manager', 'risk-owner', 'internal-auditor'),
  },
})
