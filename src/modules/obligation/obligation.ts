import { everyone, insiders, practitioners, to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { boolean, choice, date, integer, list, longText, record, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** What an obligation asks of a person. */
export const obligationKinds = ['review', 'decision', 'reading', 'answer', 'fix'] as const

/** `no_change` says that it was looked at and stayed as it was: a finding of its own, with a reason. */
export const outcomes = ['done', 'no_change'] as const

/**
 * One duty of one person, once: what a cadence, a trigger or a manager asks. The next turn of a cadence is another
 * obligation, so that each keeps when it was due, when it was done and what came of it.
 */
export const obligation = register({
  name: 'obligation',
  plural: 'obligations',
  title: 'title',
  told_by: ['subject_id', 'due_on'],
  station: 'duty',
  consequent: true,
  owner_does: 'complete',
  fields: {
    title: text({ max: 500, required: true, search: true }),
    kind: choice(obligationKinds, { required: true }),
    /** A cadence such as RC11, or the event that called for it. */
    origin: text({ max: 100, required: true, worded: true }),
    /** Any record: it references the spine. */
    subject_id: record('record'),
    /** Whoever holds this access role may take it while nobody is assigned: one that may complete duties. */
    role: choice(insiders),
    opens_on: date(),
    due_on: date({ required: true }),
    /** How often its cadence asks it, as it stood when it was raised; null: it is asked once. */
    interval_days: integer({ min: 1, max: 36_500, computed: true }),
    /** A deadline set by law: it never moves. */
    legal_clock: boolean(),
    requirement_ids: list({ max: 50, requirement: 'number' }),
    completed_on: date({ ahead: true }),
    outcome: choice(outcomes, { ahead: true }),
    outcome_note: longText({ max: 4000, ahead: true }),
  },
  lifecycle: lifecycle({
    initial: 'open',
    states: {
      open: { tone: 'progress' },
      done: { tone: 'positive', over: true },
      waived: { tone: 'neutral', over: true },
      /** Its record was closed, archived, or is no longer of the kind that its cadence looks at. */
      lapsed: { tone: 'neutral', over: true },
    },
    // Completing asks for an outcome and is an operation of its own: `obligation.complete`.
    transitions: {
      waive: { from: ['open'], to: 'waived', event: 'waived', permit: 'waive', reason: 'required' },
      reopen: { from: ['done', 'waived'], to: 'open', event: 'reopened', reason: 'required' },
    },
  }),
  deadline: { field: 'due_on', states: ['open'] },
  list: {
    columns: ['title', 'subject_id', 'kind', 'owner_id', 'due_on', 'state'],
    sort: 'due_on',
    group: ['kind', 'owner_id', 'state', 'outcome'],
  },
  sections: [
    { key: 'duty', fields: ['title', 'kind', 'subject_id', 'origin', 'requirement_ids'] },
    { key: 'person', fields: ['owner_id', 'role'] },
    { key: 'time', fields: ['opens_on', 'due_on', 'interval_days', 'legal_clock'] },
    { key: 'outcome', fields: ['completed_on', 'outcome', 'outcome_note'] },
  ],
  // Why it exists, what alone fulfils it, what its cadence had missed when it was raised, and whose duty it
  // follows.
  hidden_columns: ['cause', 'fulfilled_by', 'missed_before', 'escalation_after_days', 'follows_owner'],
  permissions: {
    ...usualPermissions,
    read: {
      ...to('own', ...everyone),
      ...to('all', 'aims-manager', 'top-management', 'internal-auditor', 'certification-auditor'),
    },
    write: to('all', 'aims-manager'),
    complete: { ...to('own', ...insiders), ...to('all', 'aims-manager') },
    waive: to('all', 'aims-manager'),
    comment: { ...to('own', ...insiders), ...to('all', ...practitioners) },
  },
})
