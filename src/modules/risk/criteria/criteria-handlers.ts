import { OperationError } from '../../../kernel/contract/error.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { updateRecord } from '../../../platform/registers/write.ts'
import { sign } from '../../../platform/signature/sign.ts'
import { dayOf } from '../score/scale.ts'
import { criteriaInForce } from '../standing/load-facts.ts'
import type { RiskTables } from '../tables.ts'
import { criteriaGaps } from './criteria-content.ts'
import {
  approveCriteria,
  getCriteriaContent,
  getCriteriaInForce,
  getCriteriaStatement,
  setCriteriaContent,
} from './criteria-contract.ts'
import { decisionAbout, readEdition } from './criteria-decision.ts'
import { riskCriteria } from './risk-criteria.ts'

const bind = command<RiskTables>()
const ask = query<RiskTables>()

const content = ask(getCriteriaContent, async (scope, input) => {
  const { record, content } = await readEdition(scope, input.id)
  return {
    id: record.id,
    version: record.version,
    state: record.state,
    content,
    gaps: record.state === 'draft' ? criteriaGaps(content) : [],
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
  const { record } = await readEdition(tx, input.id)
  if (record.state !== 'draft')
    throw new OperationError(
      'refused-by-rule',
      record.state === 'in_review'
        ? 'Nothing was changed: these criteria are in review. Return them to draft first.'
        : 'Nothing was changed: approved criteria stay as they were approved. Create a new draft: it starts from them.',
    )
  const after = await updateRecord(riskCriteria, tx, input.id, input.expected_version, {
    content: JSON.stringify(input.content),
  })
  return tx.record({ event: 'risk-criteria.content-set', record_id: after.id }, after)
})

const statement = ask(getCriteriaStatement, async (scope, input) => {
  const edition = await readEdition(scope, input.id)
  return { version: edition.record.version, ...(await decisionAbout(scope, edition)) }
})

const approve = bind(approveCriteria, async (tx, input) => {
  const edition = await readEdition(tx, input.id)
  const { statement, refusals } = await decisionAbout(tx, edition)
  if (refusals.length > 0)
    throw new OperationError(
      'refused-by-rule',
      `Nothing was signed: ${refusals.map(({ message }) => message).join('; ')}.`,
      { facts: { refusals } },
    )
  await sign(tx, {
    meaning: 'risk-criteria.approved',
    statement,
    record_id: input.id,
    record_version: input.expected_version,
    given: input.signature,
  })
  const earlier = await criteriaInForce(tx)
  if (earlier) await updateRecord(riskCriteria, tx, earlier.id, earlier.version, { state: 'superseded' })
  const after = await updateRecord(riskCriteria, tx, input.id, input.expected_version, {
    state: 'approved',
    edition: (earlier?.edition ?? 0) + 1,
    approved_on: dayOf(tx.now),
    approved_by_id: tx.actor.person_id,
  })
  return tx.record({ event: 'risk-criteria.approved', record_id: after.id }, after)
})

export const criteriaHandlers = [content, inForce, setContent, statement, approve]
