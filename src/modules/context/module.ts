import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { scopeCadences } from './cadences.ts'
import { scopeStatement } from './contract.ts'
import { contextSteps } from './first-steps.ts'
import { scopeEditions } from './scope-editions.ts'

export const contextModule = defineModule({
  name: 'context',
  registers: [serveRegister(scopeStatement, scopeEditions.rules)],
  handlers: scopeEditions.handlers,
  cadences: [scopeCadences],
  beginning: contextSteps,
  uses: ['organization'],
})
