import type { SharedScope } from '../../../platform/operations/scope.ts'
import { approveEditions } from '../../../platform/registers/edition/approve-editions.ts'
import { authorityOf } from '../../organization/appointment/authority.ts'
import { riskLevels } from '../score/scale.ts'
import { criteriaContentOf } from '../standing/load-facts.ts'
import type { RiskTables } from '../tables.ts'
import { type CriteriaContent, criteriaGaps } from './criteria-content.ts'
import { approveCriteria, criteriaApproval } from './criteria-contract.ts'
import { riskCriteria } from './risk-criteria.ts'

/** The content of one edition, whatever its state. */
export async function readContent(scope: SharedScope, id: string): Promise<CriteriaContent> {
  const content = await criteriaContentOf(scope, id)
  if (!content) throw new Error(`Risk criteria ${id} have no content.`)
  return content
}

const appetiteWords = (content: CriteriaContent): string =>
  riskLevels
    .map((level) => {
      const of = Object.entries(content.appetite).filter(([, one]) => one === level)
      return of.length > 0 ? `${level} for ${of.map(([category]) => category).join(', ')}` : ''
    })
    .filter(Boolean)
    .join('; ')

/** Top management approves the criteria by which AI risk is measured. */
export const criteriaEditions = approveEditions<RiskTables>()(riskCriteria, {
  operations: { approval: criteriaApproval, approve: approveCriteria },
  authority: authorityOf('top_management', { in_person: false }),
  gap: async (scope, { id }) => {
    const gaps = criteriaGaps(await readContent(scope, id))
    return gaps.length > 0 ? `${gaps.join('; ')}.` : undefined
  },
  statement: async (scope, one, replaced) =>
    [
      `I approve the AI risk criteria “${one.title}”, version ${one.version}, and put them in force.`,
      `Appetite: ${appetiteWords(await readContent(scope, one.id))}.`,
      replaced
        ? `The edition in force, “${replaced.title}”, is superseded.`
        : 'They are the first criteria in force.',
      'Risks evaluated by another edition are to be evaluated again, and acceptances given under it end.',
    ].join('\n'),
  decided: (replaced) => ({ edition: (replaced?.edition ?? 0) + 1 }),
})
