import type { PersonalScope, SharedScope } from '../../../platform/operations/scope.ts'
import type { Decision } from '../../../platform/registers/decision.ts'
import { readRecord } from '../../../platform/registers/read.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { appointedAs, holdsAppointment } from '../../organization/holds-appointment.ts'
import { asObstacles } from '../decision/refusal-obstacles.ts'
import { riskLevels } from '../score/scale.ts'
import { criteriaContentOf, criteriaInForce } from '../standing/load-facts.ts'
import type { RiskTables } from '../tables.ts'
import { type CriteriaContent, criteriaGaps } from './criteria-content.ts'
import { approveCriteria } from './criteria-contract.ts'
import { riskCriteria } from './risk-criteria.ts'

/** An edition with its content, whatever its state. */
export async function readEdition(scope: SharedScope, id: string) {
  const record = await readRecord(riskCriteria, { ...scope, reach: 'all' }, id)
  const content = await criteriaContentOf(scope, id)
  if (!content) throw new Error(`Risk criteria ${id} have no content.`)
  return { record, content }
}
type Edition = Awaited<ReturnType<typeof readEdition>>

const appetiteWords = (content: CriteriaContent): string =>
  riskLevels
    .map((level) => {
      const of = Object.entries(content.appetite).filter(([, one]) => one === level)
      return of.length > 0 ? `${level} for ${of.map(([category]) => category).join(', ')}` : ''
    })
    .filter(Boolean)
    .join('; ')

/** What approving would mean, and what stands against it for this actor. */
export async function decisionAbout(scope: PersonalScope, { record, content }: Edition) {
  const earlier = await criteriaInForce(scope)
  const on = await todayIn(scope)
  const appointed = await holdsAppointment(scope, {
    person_id: scope.actor.person_id,
    role: 'top_management',
    on,
  })
  const refusals = [
    ...(record.state === 'in_review'
      ? []
      : [{ rule: 'state', message: 'only criteria that were submitted can be approved' }]),
    ...criteriaGaps(content).map((message) => ({ rule: 'content', message })),
    ...(appointed ? [] : [{ rule: 'authority', message: 'you hold no appointment as top management' }]),
    ...([record.owner_id, record.created_by, record.updated_by].includes(scope.actor.person_id)
      ? [{ rule: 'separation', message: 'you wrote or own these criteria: someone else approves them' }]
      : []),
  ]
  const consequences = [
    earlier
      ? `The edition in force, “${earlier.title}”, is superseded.`
      : 'They are the first criteria in force.',
    'Risks evaluated by another edition are to be evaluated again, and acceptances given under it end.',
  ]
  const statement = [
    `I approve the AI risk criteria “${record.title}”, version ${record.version}, and put them in force.`,
    `Appetite: ${appetiteWords(content)}.`,
    ...consequences,
  ].join('\n')
  return { statement, consequences, refusals }
}

/** The approval of criteria, for those of top management who did not write them. */
export const criteriaDecision: Decision<typeof riskCriteria, RiskTables> = {
  operation: approveCriteria,
  from: ['in_review'],
  obstacles: async (scope, { id }) =>
    asObstacles((await decisionAbout(scope, await readEdition(scope, id))).refusals),
  waitsFor: (viewer) => appointedAs('top_management', viewer, { in_person: false }),
}
