import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { packHandlers } from './pack-handlers.ts'
import { requirementHandlers } from './queries.ts'

/** Frameworks and risk scenarios to read, the same for every organization; each decides which version it adopts. */
export const requirementModule = defineModule({
  name: 'requirement',
  registers: [],
  grants: {
    'pack:read': to('all', ...everyone),
    'pack:adopt': to('all', 'aims-manager'),
    'requirement:read': to('all', ...everyone),
  },
  handlers: [...packHandlers, ...requirementHandlers],
  uses: [],
})
