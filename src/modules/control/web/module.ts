import { IconShieldCheck } from '@tabler/icons-react'
import { notPracticing, type WebModule } from '../../../web/app/web-module.ts'

export const controlWeb: WebModule = {
  name: 'control',
  entries: [{ register: 'control', group: 'govern', icon: IconShieldCheck, aside: notPracticing }],
  sections: [
    { register: 'control', permission: 'control:read', load: () => import('./control-section.tsx') },
  ],
  load: async () => (await import('./content.ts')).content,
}
