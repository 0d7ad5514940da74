import type { ModuleContent } from '../../../web/app/web-module.ts'
import { aiSystem } from '../ai-system.ts'
import { aiSystemVersion } from '../ai-system-version.ts'
import { messages } from '../messages/en.ts'

export const content: ModuleContent = {
  registers: [aiSystem, aiSystemVersion],
  messages,
}
