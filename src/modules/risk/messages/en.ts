import { actionMessages } from './action.en.ts'
import { criteriaMessages } from './criteria.en.ts'
import { riskMessages } from './risk.en.ts'

/** English texts of the module's registers. */
export const messages = {
  ...riskMessages,
  ...criteriaMessages,
  ...actionMessages,
  'risk-heat-map.many': 'Heat map',
} as const
