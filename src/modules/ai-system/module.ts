import { exchangeHandlers } from '../../platform/exchange/exchange-handlers.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { aiSystem, aiSystemVersion } from './contract.ts'
import { duplicateHandlers } from './duplicates.ts'
import { importRules } from './import-rules.ts'

export const aiSystemModule = defineModule({
  name: 'ai-system',
  registers: [
    serveRegister(aiSystem, {
      guards: {
        submit: async (_tx, record) =>
          record.ai_roles && record.ai_roles.length > 0
            ? undefined
            : 'determine the organization’s AI roles for this system first.',
      },
    }),
    serveRegister(aiSystemVersion),
  ],
  grants: {},
  handlers: [...exchangeHandlers(aiSystem, importRules), ...duplicateHandlers],
  uses: ['organization'],
})
