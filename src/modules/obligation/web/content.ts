import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { obligation } from '../obligation.ts'

export const content: ModuleContent = { registers: [obligation], messages }
