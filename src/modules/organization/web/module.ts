import { IconHierarchy2, IconUserCheck, IconUsers } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const organizationWeb: WebModule = {
  name: 'organization',
  entries: [
    { register: 'organization-unit', group: 'understand', icon: IconHierarchy2 },
    { register: 'person', group: 'understand', icon: IconUsers },
    { register: 'appointment', group: 'govern', icon: IconUserCheck },
  ],
  load: async () => (await import('./content.ts')).content,
}
