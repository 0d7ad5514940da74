import { IconFlame, IconGridDots, IconListCheck, IconRuler2 } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const riskWeb: WebModule = {
  name: 'risk',
  entries: [
    { register: 'risk', group: 'assess', icon: IconFlame },
    { register: 'treatment-action', group: 'assess', icon: IconListCheck },
    { register: 'risk-criteria', group: 'assess', icon: IconRuler2 },
  ],
  pages: [
    {
      name: 'risk-heat-map',
      path: '/heat-map',
      permission: 'risk:read',
      place: { group: 'assess', icon: IconGridDots },
      load: () => import('./heat-map-page.tsx'),
    },
  ],
  sections: [
    { register: 'risk', permission: 'risk:read', load: () => import('./risk-section.tsx') },
    {
      register: 'risk-criteria',
      permission: 'risk-criteria:read',
      load: () => import('./criteria-section.tsx'),
    },
    { register: 'ai-system', permission: 'risk:read', load: () => import('./system-section.tsx') },
  ],
  remarks: [{ register: 'risk', permission: 'risk:read', load: () => import('./acceptance-remark.tsx') }],
  load: async () => (await import('./content.ts')).content,
}
