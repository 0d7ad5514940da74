export { policy, policyCommitments } from './policy.ts'
