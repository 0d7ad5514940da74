import { proposedAndApproved } from '../../platform/work/proposed-and-approved.ts'
import { policy } from './contract.ts'

export const policySteps = proposedAndApproved(policy, {
  propose: 'register-policy',
  approve: 'approve-policy',
})
