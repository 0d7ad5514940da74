import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { policy } from '../policy.ts'

export const content: ModuleContent = { registers: [policy], messages }
