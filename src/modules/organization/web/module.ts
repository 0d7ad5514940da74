import { IconHierarchy2, IconUsers } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const organizationWeb: WebModule = {
  name: 'organization',
  entries: [
    { register: 'organization-unit', group: 'understand', icon: IconHierarchy2 },
    { register: 'person', group: 'understand', icon: IconUsers },
  ],
  load: async () => (await import('./content.ts')).content,
}
