import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { policyCadences } from './cadences.ts'
import { policy } from './contract.ts'
import { policySteps } from './first-steps.ts'
import { policyRules } from './policy-rules.ts'

export const documentModule = defineModule({
  name: 'document',
  registers: [serveRegister(policy, policyRules)],
  cadences: [policyCadences],
  beginning: policySteps,
})
