import type { WebModule } from '../../../web/app/web-module.ts'

export const backgroundWorkWeb: WebModule = {
  name: 'background-work',
  entries: [],
  pages: [
    {
      name: 'background-work',
      path: '/settings/background-work',
      permission: 'background-work:read',
      load: () => import('./background-work-page.tsx'),
    },
  ],
  load: async () => (await import('./content.ts')).content,
}
