import { IconBook2 } from '@tabler/icons-react'
import { notPracticing, type WebModule } from '../../../web/app/web-module.ts'

export const requirementWeb: WebModule = {
  name: 'requirement',
  entries: [],
  pages: [
    {
      name: 'requirement',
      path: '/requirements',
      permission: 'requirement:read',
      place: { group: 'understand', icon: IconBook2, aside: notPracticing },
      load: () => import('./list-page.tsx'),
    },
    {
      name: 'requirement',
      path: '/requirements/$id',
      permission: 'requirement:read',
      load: () => import('./requirement-page.tsx'),
    },
    {
      name: 'content-update',
      path: '/settings/content',
      permission: 'pack:adopt',
      load: () => import('./updates-page.tsx'),
    },
  ],
  load: async () => (await import('./content.ts')).content,
}
