import { camelOf, pluralOf } from './names.ts'
import { toBeWritten } from './texts.ts'

/** A declaration to begin from. */
export const declaration = (
  name: string,
) => `import { to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { longText, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** ${toBeWritten} */
export const ${camelOf(name)} = register({
  name: '${name}',
  plural: '${pluralOf(name)}',
  title: 'title',
  station: 'decision',
  fields: {
    title: text({ max: 200, required: true, search: true }),
    description: longText(),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: { draft: { tone: 'neutral' }, approved: { tone: 'positive' } },
    transitions: {
      approve: { from: ['draft'], to: 'approved', event: 'approved', permit: 'approve', separate: true },
      reopen: { from: ['approved'], to: 'draft', event: 'reopened', reason: 'required' },
    },
  }),
  list: { columns: ['title', 'owner_id', 'state', 'updated_at'], sort: 'title' },
  sections: [{ key: 'facts', fields: ['title', 'owner_id', 'description'] }],
  permissions: {
    ...usualPermissions,
    write: to('all', 'aims-manager'),
    approve: to('all', 'aims-manager', 'top-management'),
  },
})
`

export const moduleFile = (name: string) => `import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { ${camelOf(name)} } from './contract.ts'

export const ${camelOf(name)}Module = defineModule({
  name: '${name}',
  registers: [serveRegister(${camelOf(name)})],
})
`

export const webFile = (name: string) => `import { IconFileText } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const ${camelOf(name)}Web: WebModule = {
  name: '${name}',
  entries: [{ register: '${name}', group: 'govern', icon: IconFileText }],
  load: async () => (await import('./content.ts')).content,
}
`

export const contentFile = (
  name: string,
) => `import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { ${camelOf(name)} } from '../${name}.ts'

export const content: ModuleContent = { registers: [${camelOf(name)}], messages }
`
