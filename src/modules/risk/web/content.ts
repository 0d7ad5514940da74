import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { risk } from '../risk.ts'
import { riskCriteria } from '../risk-criteria.ts'
import { treatmentAction } from '../treatment-action.ts'

export const content: ModuleContent = { registers: [risk, riskCriteria, treatmentAction], messages }
