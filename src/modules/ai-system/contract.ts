import { standardOperations } from '../../kernel/register/standard.ts'
import { aiSystem } from './ai-system.ts'

export { aiRoles, aiSystem, lifecycleStages } from './ai-system.ts'

export const aiSystemOperations = standardOperations(aiSystem)
