import { to, usualPermissions } from '../../../kernel/access/role.ts'
import { lifecycle } from '../../../kernel/lifecycle/lifecycle.ts'
import { boolean, choice, longText, text } from '../../../kernel/register/field.ts'
import { register } from '../../../kernel/register/register.ts'

/** How far a control is put into practice: a fact of its own, apart from whether it applies. */
export const implementationStatuses = ['not_started', 'partial', 'implemented', 'operating'] as const

/**
 * One row of the Statement of Applicability: the decision about exactly one control of Annex A, or about one control
 * of the organization's own. Rows about Annex A come with the start of the statement and are never archived.
 */
export const soaRow = register({
  name: 'soa-row',
  plural: 'soa-rows',
  title: 'title',
  station: 'applicability',
  joins: [
    {
      key: 'origin',
      table: 'soa_origin',
      own: 'soa_row_id',
      record: 'record_id',
      requirement: 'requirement',
    },
  ],
  fields: {
    title: text({ max: 300, required: true, search: true }),
    /** The number people use: `A.5.2`, or the organization's own. */
    reference: text({ max: 20 }),
    /** URN of the control of Annex A; null: a control of the organization's own. */
    requirement: text({ max: 200, computed: true, requirement: 'urn' }),
    /** Null while nobody has decided. */
    applicable: boolean({ significant: true, worded: true }),
    /** Why it is included, or why it is left out. */
    justification: longText({ max: 4000, search: true }),
    status: choice(implementationStatuses, { significant: true }),
  },
  lifecycle: lifecycle({ initial: 'current', states: { current: { tone: 'neutral' } }, transitions: {} }),
  list: {
    columns: ['title', 'applicable', 'justification', 'status', 'owner_id', 'updated_at'],
    sort: 'title',
    group: ['applicable', 'status', 'owner_id'],
  },
  sections: [
    { key: 'control', fields: ['title', 'reference', 'requirement'] },
    { key: 'decision', fields: ['applicable', 'justification', 'status', 'owner_id'] },
  ],
  permissions: {
    ...usualPermissions,
    write: { ...to('all', 'aims-manager'), ...to('own', 'risk-owner', 'ai-system-owner') },
  },
  not_imported:
    'Rows about Annex A come with the start of the statement, and each is decided where its facts are seen.',
})
