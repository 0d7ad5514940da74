import { takenBackTo } from '../../kernel/register/taken-back.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { aiSystemCadences } from './cadences.ts'
import { aiSystem, aiSystemVersion } from './contract.ts'
import { duplicateHandlers } from './duplicates.ts'
import { aiSystemSteps } from './first-steps.ts'
import { importRules } from './import-rules.ts'

export const aiSystemModule = defineModule({
  name: 'ai-system',
  registers: [
    serveRegister(
      aiSystem,
      {
        // Approval covers what was reviewed: changing what it rests on takes it back.
        derive: async (_tx, after, before) => {
          const state =
            before && after.state === before.state
              ? takenBackTo(aiSystem, { ...before }, { ...after })
              : undefined
          return state === undefined ? {} : { state }
        },
        guards: {
          submit: async (_tx, record) =>
            record.ai_roles && record.ai_roles.length > 0
              ? undefined
              : 'determine the organization’s AI roles for this system first.',
        },
      },
      importRules,
    ),
    serveRegister(aiSystemVersion),
  ],
  handlers: duplicateHandlers,
  cadences: [aiSystemCadences],
  beginning: aiSystemSteps,
})
