import type { ModuleContent } from '../../../web/app/web-module.ts'
import { aiSystem } from '../ai-system.ts'
import { messages } from '../messages/en.ts'

export const content: ModuleContent = { registers: [aiSystem], messages }
