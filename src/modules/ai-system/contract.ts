export { aiRoles, aiSystem, lifecycleStages } from './ai-system.ts'
