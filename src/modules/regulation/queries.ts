import { query } from '../../platform/operations/handler.ts'
import type { SharedScope } from '../../platform/operations/scope.ts'
import { referenceColumns, referencesIn, titlesOf } from '../../platform/registers/read/titles.ts'
import { reasonsToAnswer } from './decision/sign-off.ts'
import { approvalStatement, rejectionStatement } from './decision/statement.ts'
import { determination, determinationKinds } from './determination.ts'
import { determinationQuestions, systemDeterminations, viewDetermination } from './determination-contract.ts'
import { questionnaireOf } from './question/questionnaire.ts'
import {
  counting,
  countingBefore,
  determinationsOf,
  groundsOf,
  readDetermination,
  readSystem,
  recordOf,
  underWay,
} from './read-determination.ts'
import { staleReasons } from './staleness/staleness.ts'
import type { Determination, RegulationTables } from './tables.ts'

const reading = query<RegulationTables>()
const references = referenceColumns(determination)

/** Titles of everything that determinations refer to. */
export const titlesFor = (scope: Parameters<typeof titlesOf>[0], rows: readonly object[]) =>
  titlesOf(scope, referencesIn(rows, references))

const questions = reading(determinationQuestions, async (scope, input) =>
  questionnaireOf(input.kind, await groundsOf(scope), input.answers),
)

const holds = (states: readonly string[], one: Determination) => states.includes(one.state)

/** What a decision would sign now; nothing while there is nothing to decide. */
async function decisionsOn(scope: SharedScope, one: Determination) {
  if (one.state !== 'proposed') return { approval: null, rejection: null }
  const earlier = await countingBefore(scope, one)
  const reasons = reasonsToAnswer(one.outcome, earlier?.state)
  const decided = { ...one, supersedes: earlier !== undefined }
  return one.tier === 'prohibited'
    ? { approval: null, rejection: { statement: rejectionStatement(decided, reasons), reasons } }
    : { approval: { statement: approvalStatement(decided, reasons), reasons }, rejection: null }
}

const view = reading(viewDetermination, async (scope, input) => {
  const one = await readDetermination(scope, input.id)
  const grounds = await groundsOf(scope)
  const system = await readSystem(scope, one.ai_system_id)
  const asked =
    one.state === 'draft'
      ? questionnaireOf(one.kind, grounds, one.answers)
      : { questions: one.questions, next_questions: one.outcome.missing_questions, outcome: one.outcome }
  return {
    record: recordOf(one),
    ...asked,
    sign_offs: one.sign_offs,
    stale: one.state === 'superseded' ? [] : staleReasons(one, system, grounds),
    ...(await decisionsOn(scope, one)),
    titles: await titlesFor(scope, [one]),
  }
})

const ofSystem = reading(systemDeterminations, async (scope, input) => {
  const system = await readSystem(scope, input.ai_system_id)
  const grounds = await groundsOf(scope)
  const rows = await determinationsOf(scope, system.id)
  const superseded = await scope.db
    .selectFrom('app.determination')
    .select(['kind', scope.db.fn.countAll<number>().as('count')])
    .where('ai_system_id', '=', system.id)
    .where('state', '=', 'superseded')
    .groupBy('kind')
    .execute()
  const items = determinationKinds.map((kind) => {
    const own = rows.filter((one) => one.kind === kind)
    const current = own.find((one) => holds(counting, one))
    const open = own.find((one) => holds(underWay, one))
    return {
      kind,
      current: current
        ? {
            record: recordOf(current),
            outcome: current.outcome,
            stale: staleReasons(current, system, grounds),
          }
        : null,
      open: open ? { record: recordOf(open), outcome: open.outcome } : null,
      superseded: superseded.find((one) => one.kind === kind)?.count ?? 0,
    }
  })
  return { items, titles: await titlesFor(scope, rows) }
})

export const determinationQueries = [questions, view, ofSystem]
