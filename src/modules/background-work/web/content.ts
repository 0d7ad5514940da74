import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'

export const content: ModuleContent = { registers: [], messages }
