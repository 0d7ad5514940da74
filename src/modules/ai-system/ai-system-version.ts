import { to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { choice, date, longText, record, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** One version of an AI system: what was assessed, released and may be rolled back to. */
export const aiSystemVersion = register({
  name: 'ai-system-version',
  plural: 'ai-system-versions',
  title: 'label',
  station: 'version',
  fields: {
    label: text({ max: 100, required: true, search: true }),
    system_id: record('ai-system', { required: true }),
    change_kind: choice(['new_model', 'retrained', 'configuration', 'interface', 'other']),
    change_summary: longText(),
    model: text({ max: 200 }),
    model_supplier: text({ max: 200 }),
    source_revision: text({ max: 200 }),
    released_on: date(),
    withdrawn_on: date(),
  },
  lifecycle: lifecycle({
    initial: 'planned',
    states: {
      planned: { tone: 'progress' },
      released: { tone: 'positive' },
      withdrawn: { tone: 'neutral', over: true },
    },
    transitions: {
      release: { from: ['planned'], to: 'released', event: 'released' },
      withdraw: { from: ['released'], to: 'withdrawn', event: 'withdrawn', reason: 'required' },
    },
  }),
  list: {
    columns: ['label', 'system_id', 'change_kind', 'model', 'released_on', 'state'],
    sort: '-released_on',
    group: ['system_id', 'change_kind', 'state'],
  },
  sections: [
    { key: 'facts', fields: ['label', 'system_id', 'change_kind', 'change_summary', 'owner_id'] },
    { key: 'model', fields: ['model', 'model_supplier', 'source_revision'] },
    { key: 'dates', fields: ['released_on', 'withdrawn_on'] },
  ],
  permissions: {
    ...usualPermissions,
    write: { ...to('all', 'aims-manager'), ...to('own', 'ai-system-owner') },
  },
})
