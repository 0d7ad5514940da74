import { practitioners, roles, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { listSignaturesHandler } from '../../platform/signature/list.ts'
import { accessGrants } from './access-grants.ts'
import { apiKeyHandlers } from './api-key.ts'
import { vacanciesHandler } from './appointment-queries.ts'
import { appointmentRules } from './appointment-rules.ts'
import { beginningHandlers } from './beginning.ts'
import { appointmentCadences } from './cadences.ts'
import { appointment, organizationUnit, person } from './contract.ts'
import { organizationSteps } from './first-steps.ts'
import { invitationHandlers } from './invite-person.ts'
import { accountHandlers } from './mend-account.ts'
import { personRules } from './person-rules.ts'
import { sessionHandler } from './queries.ts'
import { roleAssignmentHandlers } from './role-assignment.ts'
import { unitsByPath } from './units-by-path.ts'
import { vacantResponsibilities } from './vacant-responsibilities.ts'

export const organizationModule = defineModule({
  name: 'organization',
  registers: [
    serveRegister(organizationUnit, undefined, { find: unitsByPath }),
    serveRegister(person, personRules),
    serveRegister(appointment, appointmentRules),
  ],
  grants: {
    'session:read': to('all', ...roles),
    'organization:read': to('all', ...roles),
    'signature:read': to('all', ...roles),
    'signature-name:read': to('all', ...roles),
    'import:read': to('all', ...practitioners, 'administrator', 'certification-auditor'),
    'beginning:read': to('all', 'administrator', 'aims-manager', 'risk-owner', 'top-management'),
    ...accessGrants,
  },
  handlers: [
    sessionHandler,
    vacanciesHandler,
    listSignaturesHandler,
    ...invitationHandlers,
    ...accountHandlers,
    ...roleAssignmentHandlers,
    ...apiKeyHandlers,
  ],
  cadences: [appointmentCadences],
  work: [vacantResponsibilities],
  beginning: organizationSteps,
  acrossModules: beginningHandlers,
})
