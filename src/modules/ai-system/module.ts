import { defineModule } from '../../platform/module.ts'
import { registerHandlers } from '../../platform/registers/handlers.ts'
import { aiSystem, aiSystemOperations } from './contract.ts'

export const aiSystemModule = defineModule({
  name: 'ai-system',
  registers: [aiSystem],
  grants: {},
  handlers: registerHandlers(aiSystem, aiSystemOperations, {
    guards: {
      submit: async (_tx, record) =>
        Array.isArray(record.ai_roles) && record.ai_roles.length > 0
          ? undefined
          : 'determine the organization’s AI roles for this system first.',
    },
  }),
  uses: [],
})
