import { IconFrame } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const contextWeb: WebModule = {
  name: 'context',
  entries: [{ register: 'scope-statement', group: 'understand', icon: IconFrame, aside: ['administrator'] }],
  sections: [
    {
      register: 'scope-statement',
      permission: 'scope-statement:read',
      load: () => import('./approval-section.tsx'),
    },
  ],
  work: [
    {
      operation: 'scope-statement.approve',
      permission: 'scope-statement:approve',
      load: async () => ({ Act: (await import('./approval-section.tsx')).Approve }),
    },
  ],
  load: async () => (await import('./content.ts')).content,
}
