import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { adoptFirstJob } from './adoption/keep-adoption.ts'
import { packHandlers } from './adoption/pack-handlers.ts'
import { updatePreview } from './adoption/update-preview.ts'
import { knownRequirements } from './known-requirements.ts'
import { requirementHandlers } from './queries.ts'

/** Frameworks and risk scenarios to read, the same for every organization; each decides which version it adopts. */
export const requirementModule = defineModule({
  name: 'requirement',
  grants: {
    'pack:read': to('all', ...everyone),
    'pack-adoption:read': to('all', ...everyone),
    'pack:adopt': to('all', 'aims-manager', 'administrator'),
    'requirement:read': to('all', ...everyone),
  },
  handlers: [...packHandlers, ...requirementHandlers],
  acrossModules: updatePreview,
  knownRequirements,
  jobs: [adoptFirstJob],
})
