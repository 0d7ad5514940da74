import { to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { backgroundWorkHandlers } from './queries.ts'

/** Shows what the installation does by itself for an organization. */
export const backgroundWorkModule = defineModule({
  name: 'background-work',
  grants: { 'background-work:read': to('all', 'administrator', 'aims-manager') },
  acrossModules: backgroundWorkHandlers,
})
