import { to } from '../../../kernel/access/role.ts'
import { editionFields, editionLifecycle, editionPermissions } from '../../../kernel/register/edition.ts'
import { integer, longText, text } from '../../../kernel/register/field.ts'
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
    edition: integer({ min: 1, max: 10_000, computed: true }),
    ...editionFields,
  },
  lifecycle: editionLifecycle,
  list: {
    columns: ['title', 'edition', 'approved_on', 'approved_by_id', 'review_on', 'state'],
    sort: '-updated_at',
    group: ['state'],
  },
  sections: [
    { key: 'facts', fields: ['title', 'basis', 'owner_id', 'review_on'] },
    { key: 'approval', fields: ['edition', 'approved_on', 'approved_by_id'] },
  ],
  permissions: { ...editionPermissions, write: to('all', 'aims-manager', 'risk-owner') },
})
