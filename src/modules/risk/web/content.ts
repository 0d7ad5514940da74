import type { ModuleContent } from '../../../web/app/web-module.ts'
import { riskCriteria } from '../criteria/risk-criteria.ts'
import { messages } from '../messages/en.ts'
import { risk } from '../risk.ts'
import { treatmentAction } from '../treatment/treatment-action.ts'

export const content: ModuleContent = { registers: [risk, riskCriteria, treatmentAction], messages }
