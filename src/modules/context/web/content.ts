import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { scopeStatement } from '../scope-statement.ts'

export const content: ModuleContent = { registers: [scopeStatement], messages }
