import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import {
  editionFields,
  editionPermissions,
  editionStates,
  editionTransitions,
} from '../../kernel/register/edition.ts'
import { choices, date, longText, record, text } from '../../kernel/register/field.ts'
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
    replaces_id: record('policy'),
    ...editionFields,
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: { ...editionStates, withdrawn: { tone: 'neutral', over: true } },
    transitions: {
      submit: editionTransitions.submit,
      approve: { from: ['in_review'], to: 'approved', event: 'approved', permit: 'approve', separate: true },
      return: editionTransitions.return,
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
  permissions: editionPermissions,
})
