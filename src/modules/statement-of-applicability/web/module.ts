import { IconClipboardCheck } from '@tabler/icons-react'
import { notPracticing, type WebModule } from '../../../web/app/web-module.ts'

export const statementOfApplicabilityWeb: WebModule = {
  name: 'statement-of-applicability',
  entries: [],
  pages: [
    {
      name: 'statement-of-applicability',
      path: '/statement-of-applicability',
      permission: 'soa:read',
      place: { group: 'govern', icon: IconClipboardCheck, aside: notPracticing, holds: ['soa-row'] },
      load: () => import('./statement-page.tsx'),
    },
    {
      name: 'statement-of-applicability',
      path: '/statement-of-applicability/versions',
      permission: 'soa:read',
      load: () => import('./version/versions-page.tsx'),
    },
    {
      name: 'statement-of-applicability',
      path: '/statement-of-applicability/$id',
      permission: 'soa:read',
      load: () => import('./version/version-page.tsx'),
    },
  ],
  sections: [
    { register: 'soa-row', permission: 'soa:read', load: () => import('./row-section.tsx') },
    { register: 'ai-system', permission: 'soa:read', load: () => import('./fact/system-section.tsx') },
  ],
  work: [
    {
      operation: 'soa.approve',
      permission: 'soa:approve',
      page: 'statement-of-applicability',
      load: async () => ({ Act: (await import('./approval/approve-dialog.tsx')).Approve }),
    },
  ],
  beginnings: [
    { register: 'soa-row', plural: 'statement-of-applicability', name: 'statement-of-applicability' },
  ],
  load: async () => (await import('./content.ts')).content,
}
