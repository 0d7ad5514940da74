import { everyone, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { onPackAdopted } from './adopted-controls.ts'
import { approvalHandlers } from './approve.ts'
import { statementCadences } from './cadences.ts'
import { decisionHandlers } from './commands.ts'
import { soaRow } from './contract.ts'
import { exportHandlers } from './export.ts'
import { statementSteps } from './first-steps.ts'
import { statementHandlers } from './queries.ts'
import { rowRules } from './row-rules.ts'
import { submissionHandlers } from './submit.ts'
import { submittedStatement } from './submitted-work.ts'
import { versionHandlers } from './versions.ts'

export const statementOfApplicabilityModule = defineModule({
  name: 'statement-of-applicability',
  registers: [serveRegister(soaRow, rowRules)],
  grants: {
    'soa:read': to('all', ...everyone),
    'soa:write': to('all', 'aims-manager'),
    'soa:approve': to('all', 'top-management'),
    'soa-version:read': to('all', ...everyone),
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
  packReferences: [{ register: 'soa-row', field: 'requirement' }],
  beginning: statementSteps,
  uses: ['organization', 'context', 'ai-system', 'control', 'document', 'requirement', 'risk'],
})
