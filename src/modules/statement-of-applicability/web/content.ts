import type { ModuleContent } from '../../../web/app/web-module.ts'
import { soaRow } from '../decision/soa-row.ts'
import { messages } from '../messages/en.ts'

export const content: ModuleContent = { registers: [soaRow], messages }
