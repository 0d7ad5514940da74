import { IconCpu, IconVersions } from '@tabler/icons-react'
import { notPracticing, type WebModule } from '../../../web/app/web-module.ts'

export const aiSystemWeb: WebModule = {
  name: 'ai-system',
  entries: [
    { register: 'ai-system', group: 'understand', icon: IconCpu },
    { register: 'ai-system-version', group: 'understand', icon: IconVersions, aside: notPracticing },
  ],
  pages: [
    {
      name: 'suspected-duplicates',
      path: '/ai-systems/duplicates',
      permission: 'ai-system:read',
      load: () => import('./duplicates-page.tsx'),
    },
  ],
  beginnings: [{ register: 'ai-system-version', plural: 'ai-systems', name: 'ai-system' }],
  load: async () => (await import('./content.ts')).content,
}
