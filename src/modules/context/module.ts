import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { scopeApprovalHandlers } from './approve-scope.ts'
import { scopeCadences } from './cadences.ts'
import { scopeStatement } from './contract.ts'
import { scopeRules } from './scope-rules.ts'

export const contextModule = defineModule({
  name: 'context',
  registers: [serveRegister(scopeStatement, scopeRules)],
  grants: {},
  handlers: scopeApprovalHandlers,
  cadences: [scopeCadences],
  uses: ['organization'],
})
