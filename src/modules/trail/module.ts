import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { trailHandlers } from './handlers.ts'

export const trailModule = defineModule({
  name: 'trail',
  grants: {
    // Everyone sees what they did themselves.
    'trail:read': {
      ...to('own', ...everyone),
      ...to(
        'all',
        'administrator',
        'aims-manager',
        'top-management',
        'internal-auditor',
        'certification-auditor',
      ),
    },
    'trail:export': to('all', 'administrator', 'aims-manager', 'certification-auditor'),
    // Only the door: each record it touches asks for the permission that the change itself needed.
    'trail:undo': to(
      'all',
      'administrator',
      'aims-manager',
      'ai-system-owner',
      'risk-owner',
      'top-management',
    ),
  },
  handlers: trailHandlers,
})
