import { IconTimeline } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const trailWeb: WebModule = {
  name: 'trail',
  entries: [],
  pages: [
    {
      name: 'trail',
      path: '/trail',
      permission: 'trail:read',
      place: { group: 'foot', icon: IconTimeline },
      load: () => import('./trail-page.tsx'),
    },
    {
      name: 'trail',
      path: '/trail/$id',
      permission: 'trail:read',
      load: () => import('./operation-page.tsx'),
    },
  ],
  load: async () => (await import('./content.ts')).content,
}
