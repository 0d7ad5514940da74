import { everyone, practitioners, to } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { choices, date, longText, person, record, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** What clause 5.2 asks an AI policy to hold, and what good ones hold besides. */
export const policyCommitments = [
  'meet_applicable_requirements',
  'continual_improvement',
  'framework_for_objectives',
  'fits_purpose',
  'responsible_use',
  'human_oversight',
] as const

/** A reference to an edition of a policy that is kept where the organization keeps its documents. */
export const policy = register({
  name: 'policy',
  plural: 'policies',
  title: 'title',
  station: 'document',
  fields: {
    title: text({ max: 200, required: true, search: true }),
    edition: text({ max: 20 }),
    location: text({ max: 1000 }),
    summary: longText({ max: 4000 }),
    commitments: choices(policyCommitments),
    effective_on: date(),
    review_on: date(),
    replaces_id: record('policy'),
    approved_on: date({ computed: true }),
    approved_by_id: person({ computed: true }),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: {
      draft: { tone: 'neutral' },
      in_review: { tone: 'progress' },
      approved: { tone: 'positive' },
      withdrawn: { tone: 'neutral', over: true },
    },
    transitions: {
      submit: { from: ['draft'], to: 'in_review', event: 'submitted' },
      approve: { from: ['in_review'], to: 'approved', event: 'approved', permit: 'approve', separate: true },
      return: { from: ['in_review'], to: 'draft', event: 'returned', reason: 'required' },
      withdraw: {
        from: ['approved'],
        to: 'withdrawn',
        event: 'withdrawn',
        permit: 'approve',
        reason: 'required',
      },
    },
  }),
  list: {
    columns: ['title', 'edition', 'approved_on', 'approved_by_id', 'review_on', 'owner_id', 'state'],
    sort: 'title',
    group: ['state'],
  },
  sections: [
    { key: 'document', fields: ['title', 'edition', 'owner_id', 'location', 'summary'] },
    { key: 'content', fields: ['commitments'] },
    { key: 'dates', fields: ['effective_on', 'review_on', 'replaces_id'] },
    { key: 'approval', fields: ['approved_on', 'approved_by_id'] },
  ],
  permissions: {
    read: to('all', ...everyone),
    write: to('all', 'aims-manager'),
    approve: to('all', 'top-management'),
    archive: to('all', 'aims-manager'),
    bulk: to('all', 'aims-manager'),
    comment: to('all', ...practitioners),
  },
})
