import { everyone, insiders, practitioners, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { viewHandlers } from './handlers.ts'

export const viewModule = defineModule({
  name: 'view',
  grants: {
    'view:read': to('all', ...everyone),
    // Whoever looks in from outside keeps nothing here; a list's address keeps a view for them too.
    'view:write': to('all', ...insiders),
    'view:share': to('all', 'administrator', ...practitioners),
    'view:remove': { ...to('own', ...insiders), ...to('all', 'aims-manager') },
  },
  handlers: viewHandlers,
})
