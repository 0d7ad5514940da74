import { roles, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { registerHandlers } from '../../platform/registers/handlers.ts'
import { accessGrants } from './access-grants.ts'
import { apiKeyHandlers } from './api-key.ts'
import { organizationUnit, organizationUnitOperations, person, personOperations } from './contract.ts'
import { invitationHandlers } from './invite-person.ts'
import { personRules } from './person-rules.ts'
import { sessionHandler } from './queries.ts'
import { roleAssignmentHandlers } from './role-assignment.ts'

export const organizationModule = defineModule({
  name: 'organization',
  registers: [organizationUnit, person],
  grants: { 'session:read': to('all', ...roles), ...accessGrants },
  handlers: [
    sessionHandler,
    ...registerHandlers(organizationUnit, organizationUnitOperations),
    ...registerHandlers(person, personOperations, personRules),
    ...invitationHandlers,
    ...roleAssignmentHandlers,
    ...apiKeyHandlers,
  ],
  uses: [],
})
