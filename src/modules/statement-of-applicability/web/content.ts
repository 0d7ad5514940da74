import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { soaRow } from '../soa-row.ts'

export const content: ModuleContent = { registers: [soaRow], messages }
