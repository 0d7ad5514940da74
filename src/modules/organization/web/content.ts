import type { ModuleContent } from '../../../web/app/web-module.ts'
import { appointment } from '../appointment/appointment.ts'
import { messages } from '../messages/en.ts'
import { organizationUnit } from '../organization-unit.ts'
import { person } from '../person.ts'

export const content: ModuleContent = { registers: [organizationUnit, person, appointment], messages }
