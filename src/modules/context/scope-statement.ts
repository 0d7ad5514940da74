import { editionFields, editionLifecycle, editionPermissions } from '../../kernel/register/edition.ts'
import { boolean, list, longText, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** One edition of the scope of the management system. */
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
    ...editionFields,
  },
  lifecycle: editionLifecycle,
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
  permissions: editionPermissions,
})
