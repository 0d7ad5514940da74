import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import type { WriteRules } from '../../../platform/registers/write-rules.ts'
import { criteriaContentOf, criteriaInForce } from '../standing/load-facts.ts'
import type { RiskTables } from '../tables.ts'
import { criteriaGaps } from './criteria-content.ts'
import { criteriaFromPack } from './criteria-from-pack.ts'
import type { riskCriteria } from './risk-criteria.ts'

/**
 * What is special about writing risk criteria: a draft starts from the edition in force, the first from the
 * scenario pack's defaults; what was approved never changes.
 */
export const criteriaRules: WriteRules<typeof riskCriteria, RiskTables> = {
  locks: [
    { in: ['in_review'], because: 'these criteria are in review. Return them to draft first.' },
    {
      in: ['approved', 'superseded'],
      because: 'approved criteria stay as they were approved. Create a new draft: it starts from them.',
    },
  ],
  guards: {
    submit: async (tx, record) => {
      const content = await criteriaContentOf(tx, record.id)
      const gaps = content ? criteriaGaps(content) : []
      return gaps.length > 0 ? `${gaps.join('; ')}.` : undefined
    },
  },
  followUp: async (tx, after, before) => {
    if (before) return
    const content = (await criteriaInForce(tx))?.content ?? criteriaFromPack(shippedPacks().ai_risk.content)
    await tx.db
      .updateTable('app.risk_criteria')
      .set({ content: JSON.stringify(content) as never })
      .where('id', '=', after.id)
      .execute()
  },
}
