import { roles, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { registerHandlers } from '../../platform/registers/handlers.ts'
import { organizationUnit, organizationUnitOperations, person, personOperations } from './contract.ts'
import { sessionHandler } from './queries.ts'

export const organizationModule = defineModule({
  name: 'organization',
  registers: [organizationUnit, person],
  grants: { 'session:read': to('all', ...roles) },
  handlers: [
    sessionHandler,
    ...registerHandlers(organizationUnit, organizationUnitOperations),
    ...registerHandlers(person, personOperations),
  ],
  uses: [],
})
