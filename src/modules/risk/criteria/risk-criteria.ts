import { everyone, practitioners, to } from '../../../kernel/access/role.ts'
import { lifecycle } from '../../../kernel/lifecycle/lifecycle.ts'
import { date, integer, longText, person, text } from '../../../kernel/register/field.ts'
import { register } from '../../../kernel/register/register.ts'

/**
 * The criteria by which AI risk is measured, one edition each. The scales themselves are the record's content
 * (`criteria-content.ts`): part of the row, so that what is signed is all of it.
 */
export const riskCriteria = register({
  name: 'risk-criteria',
  plural: 'risk-criteria',
  title: 'title',
  station: 'criteria',
  hidden_columns: ['content'],
  fields: {
    title: text({ max: 200, required: true, search: true }),
    basis: longText({ max: 4000 }),
    review_on: date(),
    edition: integer({ min: 1, max: 10_000, computed: true }),
    approved_on: date({ computed: true }),
    approved_by_id: person({ computed: true }),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: {
      draft: { tone: 'neutral' },
      in_review: { tone: 'progress' },
      approved: { tone: 'positive' },
      superseded: { tone: 'neutral', over: true },
    },
    // Approving is signed and supersedes the edition in force: an operation of its own.
    transitions: {
      submit: { from: ['draft'], to: 'in_review', event: 'submitted' },
      return: { from: ['in_review'], to: 'draft', event: 'returned', reason: 'required' },
    },
  }),
  list: {
    columns: ['title', 'edition', 'approved_on', 'approved_by_id', 'review_on', 'state'],
    sort: '-updated_at',
    group: ['state'],
  },
  sections: [
    { key: 'facts', fields: ['title', 'basis', 'owner_id', 'review_on'] },
    { key: 'approval', fields: ['edition', 'approved_on', 'approved_by_id'] },
  ],
  permissions: {
    read: to('all', ...everyone),
    write: to('all', 'aims-manager', 'risk-owner'),
    approve: to('all', 'top-management'),
    archive: to('all', 'aims-manager'),
    bulk: to('all', 'aims-manager'),
    comment: to('all', ...practitioners),
  },
})
