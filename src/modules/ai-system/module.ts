import type { RecordOf } from '../../kernel/register/register.ts'
import { exchangeHandlers } from '../../platform/exchange/exchange-handlers.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { aiSystem, aiSystemVersion } from './contract.ts'
import { duplicateHandlers } from './duplicates.ts'
import { importRules } from './import-rules.ts'

type System = RecordOf<typeof aiSystem>

const significant = Object.entries(aiSystem.fields).flatMap(([name, field]) =>
  field.significant ? [name] : [],
)

const significantlyDifferent = (after: Partial<System>, before: System): boolean => {
  const one: Readonly<Record<string, unknown>> = { ...after }
  const other: Readonly<Record<string, unknown>> = { ...before }
  return significant.some((name) => JSON.stringify(one[name] ?? null) !== JSON.stringify(other[name] ?? null))
}

export const aiSystemModule = defineModule({
  name: 'ai-system',
  registers: [
    serveRegister(aiSystem, {
      // What was approved is what was looked at: a change of its ground takes the approval back.
      derive: async (_tx, after, before) =>
        before?.state === 'approved' && after.state === 'approved' && significantlyDifferent(after, before)
          ? { state: 'draft' }
          : {},
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
