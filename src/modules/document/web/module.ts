import { IconFileCertificate } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const documentWeb: WebModule = {
  name: 'document',
  entries: [{ register: 'policy', group: 'govern', icon: IconFileCertificate, aside: ['administrator'] }],
  load: async () => (await import('./content.ts')).content,
}
