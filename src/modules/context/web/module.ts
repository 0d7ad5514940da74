import { IconFrame } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'
import { editionSection, editionWork } from '../../../web/register/edition/edition-pages.ts'

export const contextWeb: WebModule = {
  name: 'context',
  entries: [{ register: 'scope-statement', group: 'understand', icon: IconFrame, aside: ['administrator'] }],
  sections: [editionSection('scope-statement')],
  work: [editionWork('scope-statement')],
  load: async () => (await import('./content.ts')).content,
}
