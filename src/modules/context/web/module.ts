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
  load: async () => (await import('./content.ts')).content,
}
