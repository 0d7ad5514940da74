import { everyone, practitioners, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { viewHandlers } from './handlers.ts'

/** Whoever only looks in from outside keeps nothing here; a list's address keeps a view for them too. */
const inside = everyone.filter((role) => role !== 'certification-auditor')

export const viewModule = defineModule({
  name: 'view',
  registers: [],
  grants: {
    'view:read': to('all', ...everyone),
    'view:write': to('all', ...inside),
    'view:share': to('all', 'administrator', ...practitioners),
    'view:remove': { ...to('own', ...inside), ...to('all', 'aims-manager') },
  },
  handlers: viewHandlers,
  uses: [],
})
