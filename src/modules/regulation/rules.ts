import type { WriteRules } from '../../platform/registers/write/write-rules.ts'
import { staleNow } from './decision/who-decides.ts'
import type { determination } from './determination.ts'
import { readDetermination } from './read-determination.ts'
import type { RegulationTables } from './tables.ts'

/** What must be complete before a determination is submitted for a decision. */
export const determinationRules: WriteRules<typeof determination, RegulationTables> = {
  guards: {
    propose: async (tx, record) => {
      const one = await readDetermination(tx, record.id)
      const { outcome } = one
      if (outcome.state === 'incomplete')
        return `these questions are open: ${outcome.missing_questions.join(', ')}. Unknown is never taken as no; answer them first.`
      if (one.kind === 'iso_roles' && outcome.ai_roles.length === 0)
        return 'the answers give the organization no role for this system. One of them is wrong, or the system does not belong in the inventory.'
      if (!one.rationale?.trim()) return 'say why the answers are what they are. Write the rationale first.'
      if ((await staleNow(tx, one)).length > 0)
        return 'the AI system or the rules changed since it was answered. Look at the answers again and save them.'
      return undefined
    },
  },
}
