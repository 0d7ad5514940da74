import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { adoptFirstJob } from './keep-adoption.ts'
import { knownRequirements } from './known-requirements.ts'
import { packHandlers } from './pack-handlers.ts'
import { requirementHandlers } from './queries.ts'
import { updatePreview } from './update-preview.ts'

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
