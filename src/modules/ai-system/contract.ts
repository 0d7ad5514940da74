export { aiRoles, aiSystem, lifecycleStages } from './ai-system.ts'
export { aiSystemVersion } from './ai-system-version.ts'
export * from './duplicate-contract.ts'
