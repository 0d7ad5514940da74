import { everyone, practitioners, to } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { boolean, date, list, longText, person, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/**
 * One edition of the scope of the management system. An approved edition does not change: a new one is drafted beside
 * it and replaces it when top management signs.
 */
export const scopeStatement = register({
  name: 'scope-statement',
  plural: 'scope-statements',
  title: 'title',
  station: 'scope',
  fields: {
    title: text({ max: 200, required: true, search: true }),
    edition: text({ max: 20 }),
    statement: longText({ max: 8000, search: true, significant: true }),
    boundaries: longText({ max: 4000, significant: true }),
    units: list({ max: 200, significant: true }),
    included: longText({ max: 4000, significant: true }),
    excluded: longText({ max: 4000, significant: true }),
    climate_relevant: boolean({ significant: true }),
    climate_reason: longText({ max: 2000 }),
    review_on: date(),
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
    transitions: {
      submit: { from: ['draft'], to: 'in_review', event: 'submitted' },
      return: { from: ['in_review'], to: 'draft', event: 'returned', reason: 'required' },
    },
  }),
  list: {
    columns: ['title', 'edition', 'approved_on', 'approved_by_id', 'review_on', 'owner_id', 'state'],
    sort: '-updated_at',
    group: ['state'],
  },
  sections: [
    { key: 'scope', fields: ['title', 'edition', 'owner_id', 'statement', 'review_on'] },
    { key: 'boundaries', fields: ['boundaries', 'units', 'included', 'excluded'] },
    { key: 'climate', fields: ['climate_relevant', 'climate_reason'] },
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
