import type { ModuleContent } from '../../../web/app/web-module.ts'
import { control } from '../control.ts'
import { messages } from '../messages/en.ts'

export const content: ModuleContent = { registers: [control], messages }
