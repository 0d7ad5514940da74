import type { RecordOf } from '../../kernel/register/register.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { aiSystemCadences } from './cadences.ts'
import { aiSystem, aiSystemVersion } from './contract.ts'
import { duplicateHandlers } from './duplicates.ts'
import { importRules } from './import-rules.ts'

type System = RecordOf<typeof aiSystem>

/**
 * What an approval rests on. Stage and roles move on by themselves and have reviews of their own; a fact that becomes
 * known takes nothing back, one that changes does.
 */
const grounds = [
  'intended_purpose',
  'human_involvement',
  'uses_personal_data',
  'rights_safety_impact',
] as const

const standsOnOtherGround = (after: Partial<System>, before: System): boolean =>
  grounds.some((name) => before[name] !== null && (after[name] ?? null) !== before[name])

export const aiSystemModule = defineModule({
  name: 'ai-system',
  registers: [
    serveRegister(
      aiSystem,
      {
        // What was approved is what was looked at: a change of its ground takes the approval back.
        derive: async (_tx, after, before) =>
          before?.state === 'approved' && after.state === 'approved' && standsOnOtherGround(after, before)
            ? { state: 'draft' }
            : {},
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
  grants: {},
  handlers: duplicateHandlers,
  cadences: [aiSystemCadences],
  uses: [],
})
