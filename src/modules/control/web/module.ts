import { IconShieldCheck } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const controlWeb: WebModule = {
  name: 'control',
  entries: [{ register: 'control', group: 'govern', icon: IconShieldCheck }],
  load: async () => (await import('./content.ts')).content,
}
