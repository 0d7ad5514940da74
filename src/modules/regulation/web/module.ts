import { IconScale } from '@tabler/icons-react'
import { notPracticing, type WebModule } from '../../../web/app/web-module.ts'

export const regulationWeb: WebModule = {
  name: 'regulation',
  entries: [],
  pages: [
    {
      name: 'regulation',
      path: '/regulation',
      permission: 'determination:read',
      place: { group: 'assess', icon: IconScale, aside: notPracticing, holds: ['determination'] },
      load: () => import('./overview-page.tsx'),
    },
    {
      name: 'determination',
      path: '/determinations/$id',
      permission: 'determination:read',
      load: () => import('./determination-page.tsx'),
    },
  ],
  sections: [
    {
      register: 'ai-system',
      permission: 'determination:read',
      settles: ['submit'],
      load: () => import('./system-section.tsx'),
    },
  ],
  work: [
    {
      operation: 'determination.start',
      permission: 'determination:determine',
      load: async () => ({ Act: (await import('./work.tsx')).DetermineAnew }),
    },
    ...['determination.approve', 'determination.reject'].map((operation) => ({
      operation,
      permission: 'determination:approve',
      load: async () => ({ Act: (await import('./work.tsx')).Decide }),
    })),
  ],
  beginnings: [{ register: 'determination', plural: 'ai-systems', name: 'ai-system' }],
  load: async () => (await import('./content.ts')).content,
}
