import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { approvalHandlers } from './approval/approve.ts'
import { submissionHandlers } from './approval/submit.ts'
import { submittedStatement } from './approval/submitted-work.ts'
import { statementCadences } from './cadences.ts'
import { soaRow } from './contract.ts'
import { onPackAdopted } from './decision/adopted-controls.ts'
import { decisionHandlers } from './decision/commands.ts'
import { rowRules } from './decision/row-rules.ts'
import { exportHandlers } from './export/export.ts'
import { statementSteps } from './first-steps.ts'
import { statementHandlers } from './queries.ts'
import { versionHandlers } from './version/versions.ts'

export const statementOfApplicabilityModule = defineModule({
  name: 'statement-of-applicability',
  registers: [serveRegister(soaRow, rowRules)],
  grants: {
    'soa:read': to('all', ...everyone),
    'soa:write': to('all', 'aims-manager'),
    'soa:approve': to('all', 'top-management'),
    'soa-version:read': to('all', ...everyone),
    'soa-fact:read': to('all', ...everyone),
    'soa-submission:read': to('all', ...everyone),
  },
  handlers: [
    ...decisionHandlers,
    ...statementHandlers,
    ...approvalHandlers,
    ...submissionHandlers,
    ...versionHandlers,
    ...exportHandlers,
  ],
  on: { 'pack.adopted': onPackAdopted },
  work: [submittedStatement],
  cadences: [statementCadences],
  beginning: statementSteps,
  uses: ['organization', 'context', 'ai-system', 'control', 'document', 'requirement', 'risk'],
})
