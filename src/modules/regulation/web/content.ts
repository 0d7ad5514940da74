import type { ModuleContent } from '../../../web/app/web-module.ts'
import { determination } from '../determination.ts'
import { messages } from '../messages/en.ts'

export const content: ModuleContent = { registers: [determination], messages }
