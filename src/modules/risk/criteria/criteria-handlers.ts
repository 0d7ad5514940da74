import { command, query } from '../../../platform/operations/handler.ts'
import { editionLocks } from '../../../platform/registers/edition/approve-editions.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import { assertUnlocked } from '../../../platform/registers/write/lock.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import { criteriaInForce } from '../standing/load-facts.ts'
import type { RiskTables } from '../tables.ts'
import { criteriaGaps } from './criteria-content.ts'
import { getCriteriaContent, getCriteriaInForce, setCriteriaContent } from './criteria-contract.ts'
import { criteriaEditions, readContent } from './criteria-editions.ts'
import { riskCriteria } from './risk-criteria.ts'

const bind = command<RiskTables>()
const ask = query<RiskTables>()

const content = ask(getCriteriaContent, async (scope, input) => {
  const { id, version, state } = await readRecord(riskCriteria, scope, input.id)
  const content = await readContent(scope, id)
  return {
    id,
    version,
    state,
    content,
    gaps: state === 'draft' ? criteriaGaps(content) : [],
  }
})

const inForce = ask(getCriteriaInForce, async (scope) => {
  const current = await criteriaInForce(scope)
  const counted = await scope.db
    .selectFrom('app.risk')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('archived_at', 'is', null)
    .where('state', 'not in', ['draft', 'reopened', 'closed'])
    .where('criteria_id', 'is distinct from', current?.id ?? null)
    .executeTakeFirstOrThrow()
  return {
    criteria: current
      ? { id: current.id, title: current.title, edition: current.edition, content: current.content }
      : null,
    evaluated_otherwise: counted.count,
  }
})

const setContent = bind(setCriteriaContent, async (tx, input) => {
  assertUnlocked(editionLocks, {}, await readRecord(riskCriteria, tx, input.id))
  const after = await updateRecord(riskCriteria, tx, input.id, input.expected_version, {
    content: JSON.stringify(input.content),
  })
  return tx.record({ event: 'risk-criteria.content-set', record_id: after.id }, after)
})

export const criteriaHandlers = [content, inForce, setContent, ...criteriaEditions.handlers]
