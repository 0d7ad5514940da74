import { everyone, to } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { record, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** A person of the organization. Names and addresses live here only; every other record keeps the id. */
export const person = register({
  name: 'person',
  plural: 'people',
  title: 'name',
  station: 'organization',
  hidden_columns: ['user_id'],
  fields: {
    name: text({ max: 200, required: true, search: true }),
    email: text({ max: 320 }),
    job_title: text({ max: 200 }),
    unit_id: record('organization-unit'),
  },
  lifecycle: lifecycle({
    initial: 'invited',
    states: { invited: { tone: 'progress' }, active: { tone: 'positive' }, disabled: { tone: 'neutral' } },
    transitions: {
      activate: { from: ['invited'], to: 'active', event: 'activated', permit: 'administer' },
      disable: {
        from: ['invited', 'active'],
        to: 'disabled',
        event: 'disabled',
        permit: 'administer',
        reason: 'required',
      },
      enable: { from: ['disabled'], to: 'active', event: 'enabled', permit: 'administer' },
    },
  }),
  list: { columns: ['name', 'job_title', 'unit_id', 'email', 'state'], sort: 'name', group: ['unit_id'] },
  sections: [{ key: 'facts', fields: ['name', 'email', 'job_title', 'unit_id'] }],
  permissions: {
    read: to('all', ...everyone),
    write: to('all', 'administrator'),
    archive: to('all', 'administrator'),
    bulk: to('all', 'administrator'),
    comment: to('all', 'administrator', 'aims-manager'),
    administer: to('all', 'administrator'),
  },
})
