import { practitioners, roles, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { listSignaturesHandler } from '../../platform/signature/list.ts'
import { ablePeople } from './able-people.ts'
import { accessGrants } from './access/access-grants.ts'
import { apiKeyHandlers } from './access/api-key.ts'
import { invitationHandlers } from './access/invite-person.ts'
import { accountHandlers } from './access/mend-account.ts'
import { roleAssignmentHandlers } from './access/role-assignment.ts'
import { vacanciesHandler } from './appointment/appointment-queries.ts'
import { appointmentRules } from './appointment/appointment-rules.ts'
import { vacantResponsibilities } from './appointment/vacant-responsibilities.ts'
import { beginningHandlers } from './beginning.ts'
import { appointmentCadences } from './cadences.ts'
import { appointment, organizationUnit, person } from './contract.ts'
import { organizationSteps } from './first-steps.ts'
import { personRules } from './person-rules.ts'
import { sessionHandler } from './queries.ts'
import { unitsByPath } from './units-by-path.ts'

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
    ablePeople,
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
