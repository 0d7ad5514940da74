import { OperationError } from '../../kernel/contract/error.ts'
import { command } from '../../platform/operations/handler.ts'
import type { SharedTransaction, Transaction } from '../../platform/operations/scope.ts'
import type { RegisterTables } from '../../platform/registers/read/source.ts'
import { insertRecord, updateRecord } from '../../platform/registers/write/write.ts'
import type { AiSystem } from '../ai-system/determined-roles.ts'
import { type DeterminationKind, determination } from './determination.ts'
import { answerDetermination, startDetermination } from './determination-contract.ts'
import type { Answers } from './question/classification.ts'
import type { Grounds } from './question/outcome.ts'
import { knownQuestions, questionnaireOf, transcriptOf } from './question/questionnaire.ts'
import {
  counting,
  determinationsOf,
  groundsOf,
  readDetermination,
  readSystem,
  recordOf,
  refused,
  underWay,
} from './read-determination.ts'
import { basisOf } from './staleness/basis.ts'
import type { Determination, RegulationTables } from './tables.ts'

const bind = command<RegulationTables>()

/** The transaction as the platform's writes of registers take it. */
export const forRegister = (tx: SharedTransaction) =>
  ({ ...tx, db: tx.db as never }) as Transaction<RegisterTables>

const among = (states: readonly string[], one: Determination): boolean => states.includes(one.state)

/** The columns that follow from answers: what was worked out, under which rules, about which version. */
function workedOut(kind: DeterminationKind, grounds: Grounds, answers: Answers, system: AiSystem) {
  const { questions, outcome } = questionnaireOf(kind, grounds, answers)
  const pack = kind === 'iso_roles' ? grounds.iso_42001 : grounds.regulation
  return {
    answers: JSON.stringify(answers),
    questions: JSON.stringify(transcriptOf(questions)),
    basis: JSON.stringify(basisOf(kind, system)),
    outcome: JSON.stringify(outcome),
    ai_roles: kind === 'iso_roles' && outcome.state === 'complete' ? outcome.ai_roles : null,
    tier: outcome.tier,
    system_version: system.version,
    pack_version: pack.manifest.version,
    rule_version: outcome.rule_version,
    law_state_date: outcome.law_state_date,
  }
}

const names: Record<DeterminationKind, string> = { iso_roles: 'ISO roles', eu_ai_act: 'EU AI Act' }

const start = bind(startDetermination, async (tx, input) => {
  const system = await readSystem(tx, input.ai_system_id)
  if (tx.reach === 'own' && system.owner_id !== tx.actor.person_id)
    throw new OperationError(
      'not-permitted',
      'Nothing was started: your role lets you determine only AI systems that you own.',
    )
  if (system.archived_at) throw refused('the AI system is archived. Restore it first.')
  const known = (await determinationsOf(tx, system.id)).filter(({ kind }) => kind === input.kind)
  const open = known.find((one) => among(underWay, one))
  if (open)
    throw new OperationError(
      'conflict',
      'Nothing was started: a determination of this kind is under way for this AI system. Go on with that one.',
      { facts: { determination_id: open.id } },
    )
  const earlier = known.find((one) => among(counting, one))
  const answers = earlier?.answers ?? {}
  const values = {
    title: `${names[input.kind]}: ${system.name}`.slice(0, 500),
    ai_system_id: system.id,
    kind: input.kind,
    owner_id: tx.reach === 'own' ? tx.actor.person_id : (system.owner_id ?? tx.actor.person_id),
    supersedes_id: earlier?.id ?? null,
    rationale: earlier?.rationale ?? null,
    ...workedOut(input.kind, await groundsOf(tx), answers, system),
  }
  const created = await insertRecord(determination, forRegister(tx), values, tx.sources.newId())
  const detail = {
    kind: input.kind,
    ai_system_id: system.id,
    answers_taken_over: Object.keys(answers).length,
  }
  return tx.record(
    { event: 'determination.started', record_id: created.id, detail },
    recordOf(await readDetermination(tx, created.id)),
  )
})

/** Answers with those given now: each replaces the earlier one, null takes it back. */
function merged(before: Answers, given: Answers): Answers {
  const all = Object.entries({ ...before, ...given })
  return Object.fromEntries(all.filter(([, answer]) => answer !== null && answer !== undefined))
}

const answer = bind(answerDetermination, async (tx, input) => {
  const before = await readDetermination(tx, input.id)
  if (tx.reach === 'own' && before.owner_id !== tx.actor.person_id)
    throw new OperationError(
      'not-permitted',
      'Nothing was changed: your role lets you change only determinations that you own.',
    )
  if (before.archived_at) throw refused('the determination is archived. Restore it first.')
  if (before.state !== 'draft')
    throw refused(
      before.state === 'proposed'
        ? 'it waits for a decision. Whoever decides may return it to draft.'
        : 'it was decided. Start a new determination; this one is kept.',
    )
  const grounds = await groundsOf(tx)
  const known = knownQuestions(before.kind, grounds)
  const strangers = Object.keys(input.answers).filter((id) => !known.has(id))
  const answers = merged(before.answers, input.answers)
  const { outcome } = questionnaireOf(before.kind, grounds, answers)
  const issues = [
    ...strangers.map((id) => ({ path: `answers.${id}`, message: 'there is no such question' })),
    ...outcome.rejected_answers
      .filter(({ question_id }) => question_id in input.answers)
      .map(({ question_id, reason }) => ({ path: `answers.${question_id}`, message: reason })),
  ]
  if (issues.length > 0)
    throw new OperationError(
      'invalid-input',
      `Nothing was changed. Correct this and send it again: ${issues.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`,
      { issues },
    )
  const system = await readSystem(tx, before.ai_system_id)
  const changes = {
    ...workedOut(before.kind, grounds, answers, system),
    ...(input.rationale === undefined ? {} : { rationale: input.rationale }),
  }
  await updateRecord(determination, forRegister(tx), before.id, input.expected_version, changes)
  return tx.record(
    {
      event: 'determination.answered',
      record_id: before.id,
      detail: { questions: Object.keys(input.answers) },
    },
    recordOf(await readDetermination(tx, before.id)),
  )
})

export const answerHandlers = [start, answer]
