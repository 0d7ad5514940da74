import { IconChecklist } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const obligationWeb: WebModule = {
  name: 'obligation',
  entries: [{ register: 'obligation', group: 'operate', icon: IconChecklist, aside: ['employee'] }],
  sections: [
    {
      register: 'obligation',
      permission: 'obligation:complete',
      above: true,
      load: () => import('./waiting-section.tsx'),
    },
  ],
  load: async () => (await import('./content.ts')).content,
}
