import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { threadHandlers } from './handlers.ts'

/** The golden thread: what leads to each record, and what follows from it. */
export const threadModule = defineModule({
  name: 'thread',
  // Only the door: of every record that it shows, the actor needs the permission to read its register.
  grants: { 'thread:read': to('all', ...everyone) },
  acrossModules: threadHandlers,
  uses: ['requirement'],
})
