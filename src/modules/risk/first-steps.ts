import { sql } from 'kysely'
import type { FirstStep, FirstStepStanding } from '../../platform/work/first-step.ts'
import { proposedAndApproved } from '../../platform/work/proposed-and-approved.ts'
import { firstSystem } from '../ai-system/first-system.ts'
import { riskCriteria } from './contract.ts'

export const riskSteps: readonly FirstStep[] = [
  ...proposedAndApproved(riskCriteria, {
    propose: 'propose-risk-criteria',
    approve: 'approve-risk-criteria',
    given: ['appoint-top-management'],
  }),
  {
    name: 'add-risks',
    permission: 'risk:write',
    after: ['add-ai-systems'],
    standing: sql<FirstStepStanding>`
      select exists (select from app.risk where archived_at is null) as done, ${firstSystem}`,
  },
]
