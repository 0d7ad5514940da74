import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import type { WriteRules } from '../../../platform/registers/write/write-rules.ts'
import { criteriaInForce } from '../standing/load-facts.ts'
import type { RiskTables } from '../tables.ts'
import { criteriaEditions } from './criteria-editions.ts'
import { criteriaFromPack } from './criteria-from-pack.ts'
import type { riskCriteria } from './risk-criteria.ts'

/** A draft starts from the edition in force, the first from the scenario pack's defaults. */
export const criteriaRules: WriteRules<typeof riskCriteria, RiskTables> = {
  ...criteriaEditions.rules,
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
