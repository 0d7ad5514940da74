import { IconShieldCheck } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const controlWeb: WebModule = {
  name: 'control',
  entries: [{ register: 'control', group: 'govern', icon: IconShieldCheck }],
  sections: [
    { register: 'control', permission: 'control:read', load: () => import('./control-section.tsx') },
  ],
  load: async () => (await import('./content.ts')).content,
}
