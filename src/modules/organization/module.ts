import { defineModule } from '../../platform/module.ts'
import { registerHandlers } from '../../platform/registers/handlers.ts'
import { organizationUnit, organizationUnitOperations, person, personOperations } from './contract.ts'

export const organizationModule = defineModule({
  name: 'organization',
  registers: [organizationUnit, person],
  grants: {},
  handlers: [
    ...registerHandlers(organizationUnit, organizationUnitOperations),
    ...registerHandlers(person, personOperations),
  ],
  uses: [],
})
