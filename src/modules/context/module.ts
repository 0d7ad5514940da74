import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { scopeApprovalHandlers, scopeDecision } from './approve-scope.ts'
import { scopeCadences } from './cadences.ts'
import { scopeStatement } from './contract.ts'
import { contextSteps } from './first-steps.ts'
import { scopeRules } from './scope-rules.ts'

export const contextModule = defineModule({
  name: 'context',
  registers: [serveRegister(scopeStatement, { ...scopeRules, decisions: [scopeDecision] })],
  grants: {},
  handlers: scopeApprovalHandlers,
  cadences: [scopeCadences],
  beginning: contextSteps,
  uses: ['organization'],
})
