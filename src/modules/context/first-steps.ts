import { proposedAndApproved } from '../../platform/work/proposed-and-approved.ts'
import { scopeStatement } from './contract.ts'

export const contextSteps = proposedAndApproved(scopeStatement, {
  propose: 'describe-scope',
  approve: 'approve-scope',
  given: ['appoint-top-management'],
})
