import { practitioners, to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { choice, longText, record, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** A part of the organization: what owns AI systems and what the scope is drawn around. */
export const organizationUnit = register({
  name: 'organization-unit',
  plural: 'organization-units',
  title: 'name',
  station: 'organization',
  fields: {
    name: text({ max: 200, required: true, search: true }),
    short_name: text({ max: 40 }),
    kind: choice(['legal_entity', 'division', 'department', 'team', 'site']),
    parent_id: record('organization-unit'),
    purpose: longText(),
  },
  lifecycle: lifecycle({
    initial: 'active',
    states: { active: { tone: 'positive' }, closed: { tone: 'neutral', over: true } },
    transitions: {
      close: { from: ['active'], to: 'closed', event: 'closed', reason: 'required' },
      reopen: { from: ['closed'], to: 'active', event: 'reopened' },
    },
  }),
  list: {
    columns: ['name', 'short_name', 'kind', 'parent_id', 'owner_id', 'state'],
    sort: 'name',
    group: ['kind', 'parent_id'],
  },
  sections: [
    { key: 'facts', fields: ['name', 'short_name', 'kind', 'parent_id', 'owner_id'] },
    { key: 'purpose', fields: ['purpose'] },
  ],
  permissions: {
    ...usualPermissions,
    write: to('all', 'administrator', 'aims-manager'),
    archive: to('all', 'administrator', 'aims-manager'),
    bulk: to('all', 'administrator', 'aims-manager'),
    comment: to('all', 'administrator', ...practitioners),
  },
})
