import { OperationError } from '../../../kernel/contract/error.ts'
import { command } from '../../../platform/operations/handler.ts'
import type { SharedTransaction } from '../../../platform/operations/scope.ts'
import { setLinks } from '../../../platform/registers/record/links-at.ts'
import { systemsInScope } from '../../ai-system/systems-in-scope.ts'
import { controlStandings } from '../../control/queries.ts'
import { packInUse, packsInUse } from '../../requirement/adoption/adoption.ts'
import { catalogueOf } from '../../requirement/catalogue.ts'
import {
  addOrigin,
  answerConflict,
  removeOrigin,
  setControls,
  startStatement,
  stateFact,
} from '../contract.ts'
import { implementedBy, loadStatement } from '../load-statement.ts'
import type { SoaTables } from '../tables.ts'
import { addMissingRows } from './adopted-controls.ts'
import { holdStatement } from './hold-statement.ts'
import { rowForWriting } from './row-for-writing.ts'

const bind = command<SoaTables>()

/** Whose row it is, when it was written and by whom. */
const writtenNow = ({ actor, now }: Pick<SharedTransaction, 'actor' | 'now'>) => ({
  organization_id: actor.organization_id,
  created_at: now.toISOString(),
  created_by: actor.person_id,
})

const start = bind(startStatement, async (tx) => {
  const already = await tx.db
    .selectFrom('app.soa_row')
    .select('id')
    .where('requirement', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (already) throw new OperationError('conflict', 'Nothing was changed: the statement was started before.')
  const pack = await packInUse(tx, 'iso_42001')
  const rows = await addMissingRows(tx, pack)
  return tx.record({ event: 'soa.started', detail: { pack: pack.manifest.urn, rows } }, { rows })
})

const add = bind(addOrigin, async (tx, input) => {
  const row = await rowForWriting(tx, input.id)
  const { kind, record_id = null, requirement = null, reference = null } = input
  if (record_id !== null) {
    const target = await tx.db
      .selectFrom('app.record')
      .select('register')
      .where('id', '=', record_id)
      .executeTakeFirst()
    if (!target || !tx.reachOf(`${target.register}:read`))
      throw new OperationError(
        'not-found',
        'Nothing was changed: the record to name does not exist, or you may not read it.',
      )
    if (kind === 'risk' && target.register !== 'risk')
      throw new OperationError('refused-by-rule', 'Nothing was changed: choose a risk of the register.')
  }
  if (kind === 'risk' && record_id === null)
    throw new OperationError(
      'refused-by-rule',
      'Nothing was changed: an inclusion because of a risk leads to that risk. Choose it from the register.',
    )
  if (requirement !== null && catalogueOf(await packsInUse(tx)).byUrn.get(requirement)?.kind !== 'obligation')
    throw new OperationError('refused-by-rule', 'Nothing was changed: no loaded pack holds this legal duty.')
  const originId = tx.sources.newId()
  await tx.db
    .insertInto('app.soa_origin')
    .values({
      ...writtenNow(tx),
      id: originId,
      soa_row_id: row.id,
      kind,
      record_id,
      requirement,
      reference,
    })
    .execute()
  return tx.record(
    { event: 'soa-row.origin-added', record_id: row.id, detail: { kind, record_id, requirement, reference } },
    { origin_id: originId },
  )
})

const remove = bind(removeOrigin, async (tx, input) => {
  const row = await rowForWriting(tx, input.id)
  const removed = await tx.db
    .deleteFrom('app.soa_origin')
    .where('id', '=', input.origin_id)
    .where('soa_row_id', '=', row.id)
    .returning(['kind', 'record_id', 'requirement', 'reference'])
    .executeTakeFirst()
  if (!removed) throw new OperationError('not-found', 'Nothing was changed: this row has no such origin.')
  return tx.record(
    { event: 'soa-row.origin-removed', record_id: row.id, detail: { ...removed } },
    { origin_id: input.origin_id },
  )
})

const link = bind(setControls, async (tx, input) => {
  const row = await rowForWriting(tx, input.id)
  const found = await controlStandings(tx, input.control_ids)
  if (found.length !== input.control_ids.length)
    throw new OperationError('not-found', 'Nothing was changed: one of these controls does not exist.')
  const changed = await setLinks(tx, row.id, implementedBy, input.control_ids)
  return tx.record({ event: 'soa-row.controls-set', record_id: row.id, detail: changed }, changed)
})

const answer = bind(answerConflict, async (tx, input) => {
  const row = await rowForWriting(tx, input.id)
  const { conflicts } = await loadStatement(tx)
  const conflict = conflicts.find((one) => one.row_id === row.id && one.rule_id === input.rule_id)
  if (!conflict || row.applicable !== false)
    throw new OperationError(
      'refused-by-rule',
      'Nothing was changed: this rule does not speak against a decision of this row.',
    )
  if (conflict.truth === 'unknown')
    throw new OperationError(
      'refused-by-rule',
      'Nothing was changed: facts are missing here, and words do not replace them. State the facts.',
    )
  if (conflict.facts_hash !== input.facts_hash)
    throw new OperationError(
      'conflict',
      'Nothing was changed: the facts are others than those you read. Read them again, then answer.',
      { facts: { facts_hash: conflict.facts_hash } },
    )
  const answerId = tx.sources.newId()
  await tx.db
    .insertInto('app.soa_conflict_answer')
    .values({
      ...writtenNow(tx),
      id: answerId,
      soa_row_id: row.id,
      rule_id: input.rule_id,
      facts_hash: input.facts_hash,
      answer: input.answer,
    })
    .execute()
  return tx.record(
    { event: 'soa-row.conflict-answered', record_id: row.id, detail: { rule_id: input.rule_id } },
    { answer_id: answerId },
  )
})

const state = bind(stateFact, async (tx, input) => {
  const pack = await packInUse(tx, 'iso_42001')
  const fact = pack.content.exclusion_facts.find(({ id }) => id === input.fact)
  if (fact?.type !== 'boolean')
    throw new OperationError(
      'refused-by-rule',
      'Nothing was changed: this fact stands in the inventory, or no rule asks for it.',
    )
  if (fact.subject === 'organization' && input.ai_system_id !== null)
    throw new OperationError('refused-by-rule', 'Nothing was changed: this fact is about the organization.')
  if (input.ai_system_id !== null) {
    const systems = await systemsInScope(tx)
    if (!systems.some(({ id }) => id === input.ai_system_id))
      throw new OperationError(
        'refused-by-rule',
        'Nothing was changed: this AI system is not in the scope of the management system.',
      )
  }
  await holdStatement(tx)
  const factId = tx.sources.newId()
  await tx.db
    .insertInto('app.soa_fact')
    .values({
      ...writtenNow(tx),
      id: factId,
      fact: input.fact,
      ai_system_id: input.ai_system_id,
      value: input.value,
      basis: input.basis,
    })
    .execute()
  return tx.record(
    { event: 'soa.fact-stated', detail: { fact: input.fact, value: input.value } },
    { fact_id: factId },
  )
})

export const decisionHandlers = [start, add, remove, link, answer, state]
