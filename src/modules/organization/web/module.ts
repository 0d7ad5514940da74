import { IconHierarchy2, IconSettings, IconUserCheck, IconUsers } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const organizationWeb: WebModule = {
  name: 'organization',
  entries: [
    { register: 'organization-unit', group: 'understand', icon: IconHierarchy2 },
    { register: 'person', group: 'understand', icon: IconUsers },
    { register: 'appointment', group: 'govern', icon: IconUserCheck, aside: ['employee'] },
  ],
  pages: [
    {
      name: 'settings',
      path: '/settings',
      permission: 'session:read',
      place: { group: 'foot', icon: IconSettings },
      load: () => import('../../../web/settings/account/account-page.tsx'),
    },
    {
      name: 'people-and-access',
      path: '/settings/people',
      permission: 'person:administer',
      load: () => import('../../../web/settings/person/people-page.tsx'),
    },
    {
      name: 'all-api-keys',
      path: '/settings/keys',
      permission: 'person:administer',
      load: () => import('../../../web/settings/api-key/keys-page.tsx'),
    },
  ],
  beginnings: [
    {
      register: 'person',
      plural: 'settings',
      id: 'people',
      permission: 'person:administer',
      name: 'people-and-access',
    },
  ],
  load: async () => (await import('./content.ts')).content,
}
