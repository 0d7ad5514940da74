import { IconFlame, IconGridDots, IconListCheck, IconRuler2 } from '@tabler/icons-react'
import { notPracticing, type WebModule } from '../../../web/app/web-module.ts'
import { editionSection, editionWork } from '../../../web/register/edition/edition-pages.ts'

export const riskWeb: WebModule = {
  name: 'risk',
  entries: [
    { register: 'risk', group: 'assess', icon: IconFlame, aside: notPracticing },
    { register: 'treatment-action', group: 'assess', icon: IconListCheck, aside: notPracticing },
    { register: 'risk-criteria', group: 'assess', icon: IconRuler2, aside: notPracticing },
  ],
  pages: [
    {
      name: 'risk-heat-map',
      path: '/heat-map',
      permission: 'risk:read',
      place: { group: 'assess', icon: IconGridDots, aside: notPracticing },
      load: () => import('./heat-map/heat-map-page.tsx'),
    },
  ],
  sections: [
    { register: 'risk', permission: 'risk:read', dated: true, load: () => import('./risk-section.tsx') },
    editionSection('risk-criteria'),
    {
      register: 'risk-criteria',
      permission: 'risk-criteria:read',
      load: () => import('./criteria/criteria-section.tsx'),
    },
    { register: 'ai-system', permission: 'risk:read', load: () => import('./system-section.tsx') },
  ],
  remarks: [{ register: 'risk', permission: 'risk:read', load: () => import('./acceptance-remark.tsx') }],
  work: [
    editionWork('risk-criteria'),
    {
      operation: 'risk.approve-plan',
      permission: 'risk:accept',
      load: async () => ({ Act: (await import('./plan-approval.tsx')).ApprovePlan }),
    },
    {
      operation: 'risk.accept',
      permission: 'risk:accept',
      load: async () => ({ Act: (await import('./accept-dialog.tsx')).Accept }),
    },
  ],
  beginnings: [
    { register: 'risk', plural: 'ai-systems', name: 'ai-system' },
    { register: 'treatment-action', plural: 'risks', name: 'risk' },
  ],
  load: async () => (await import('./content.ts')).content,
}
