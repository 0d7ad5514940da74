import type { CadenceRule } from '../../../kernel/cadence/cadence-rule.ts'
import { type SharedScope, type SharedTransaction, tablesIn } from '../../../platform/operations/scope.ts'
import { holdEverySubject, type NewObligation } from '../raise.ts'
import type { ObligationRow, ObligationTables } from '../tables.ts'
import { lapseMany, type MovedTurn, moveMany, raiseMany } from '../write-many.ts'
import { factsDuty, firstTurn, looking, missingFacts, movedTurn, type PlannedNow } from './plan-turn.ts'
import { cadenceOf, intervalOf, knows } from './programme.ts'
import { readSubjects, type Subject } from './subject.ts'

/** How many records are planned for at a time. What is read of them is not kept; whole records of 2,000 systems took 80 MB. */
const readAtOnce = 250

type Turn = Pick<
  ObligationRow,
  'id' | 'version' | 'subject_id' | 'origin' | 'cause' | 'opens_on' | 'due_on' | 'interval_days'
>

/** What was asked of the records of a register so far. */
interface Asked {
  readonly open: ReadonlyMap<string, Turn>
  readonly completed: ReadonlyMap<string, string>
}

const keyOf = (subjectId: string | null, origin: string) => `${origin} ${subjectId ?? ''}`

async function askedOf(scope: SharedScope, register: string, rules: readonly CadenceRule[]): Promise<Asked> {
  const origins = [...rules.map(({ cadence_id }) => cadence_id), missingFacts.origin]
  const about = tablesIn<ObligationTables>(scope)
    .selectFrom('app.obligation as o')
    .leftJoin('app.record as s', (join) =>
      join.onRef('s.organization_id', '=', 'o.organization_id').onRef('s.id', '=', 'o.subject_id'),
    )
    .where('o.origin', 'in', origins)
    .where((is) => is.or([is('o.subject_id', 'is', null), is('s.register', '=', register)]))
  const open = await about
    .select(['o.id', 'o.version', 'o.subject_id', 'o.origin', 'o.cause'])
    .select(['o.opens_on', 'o.due_on', 'o.interval_days'])
    .where('o.state', '=', 'open')
    .execute()
  const completed = await about
    .select(['o.subject_id', 'o.origin', ({ fn }) => fn.max('o.completed_on').as('completed_on')])
    .where('o.completed_on', 'is not', null)
    .groupBy(['o.subject_id', 'o.origin'])
    .execute()
  return {
    open: new Map(open.map((turn) => [keyOf(turn.subject_id, turn.origin), turn])),
    completed: new Map(
      completed.map((one) => [keyOf(one.subject_id, one.origin), String(one.completed_on)] as const),
    ),
  }
}

/** What is to be written so that the duties of many records are what their cadences ask. */
class Plan {
  /** By cadence, by subject: each once. */
  readonly raised = new Map<string, Map<string, NewObligation>>()
  readonly moved = new Map<string, MovedTurn[]>()
  readonly lapsed: Turn[] = []

  raise(wanted: NewObligation): void {
    const all = this.raised.get(wanted.origin) ?? new Map<string, NewObligation>()
    if (!all.has(wanted.subject_id ?? '')) all.set(wanted.subject_id ?? '', wanted)
    this.raised.set(wanted.origin, all)
  }

  move(origin: string, turn: MovedTurn): void {
    const turns = this.moved.get(origin)
    if (turns) turns.push(turn)
    else this.moved.set(origin, [turn])
  }
}

function planFor(plan: Plan, subject: Subject, rules: readonly CadenceRule[], asked: Asked, now: PlannedNow) {
  const { begun, applied, ended, missing } = looking(rules, subject)
  for (const { about, cadence_id } of ended) {
    const open = asked.open.get(keyOf(subject.id, cadence_id))
    if (open && !about) plan.lapsed.push(open)
  }
  for (const one of applied) {
    const { about, cadence_id } = one.rule
    const key = keyOf(about ? null : subject.id, cadence_id)
    const open = asked.open.get(key)
    if (!open && begun.includes(one.rule)) {
      const last = asked.completed.get(key)
      plan.raise(firstTurn(one, subject, now, last ? [last] : []))
    }
    const interval = intervalOf(cadenceOf(now.planning.programme, cadence_id), one.applies_to)
    if (open && !about && open.interval_days !== interval) {
      const values = movedTurn(one, subject, open, now)
      if (values) plan.move(cadence_id, { id: open.id, version: open.version, values })
    }
  }
  if (missing.length > 0 && !asked.open.has(keyOf(subject.id, missingFacts.origin)))
    plan.raise(factsDuty(subject, begun, missing, now.today))
}

/** How many duties were raised, moved to another day, and ended. */
export interface CaughtUp {
  raised: number
  moved: number
  lapsed: number
}

/**
 * Makes the duties of every record what its cadences ask now, as the record's next event would: for cadences that were
 * declared, or came to be known or to ask otherwise by new content, after the record was last touched. One statement for
 * each cadence, however many records; doing it again changes nothing.
 */
export async function catchUp(tx: SharedTransaction, now: PlannedNow): Promise<CaughtUp> {
  await holdEverySubject(tx)
  const done: CaughtUp = { raised: 0, moved: 0, lapsed: 0 }
  for (const { register, rules: declared } of tx.cadences.values()) {
    const rules = declared.filter((rule) => knows(now.planning.programme, rule))
    if (rules.length === 0) continue
    const asked = await askedOf(tx, register, rules)
    const plan = new Plan()
    let after: string | undefined
    do {
      const subjects = await readSubjects(tx, register, { limit: readAtOnce, after })
      for (const subject of subjects) planFor(plan, subject, rules, asked, now)
      after = subjects.length === readAtOnce ? subjects.at(-1)?.id : undefined
    } while (after !== undefined)
    for (const wanted of plan.raised.values()) done.raised += await raiseMany(tx, [...wanted.values()])
    for (const turns of plan.moved.values()) done.moved += await moveMany(tx, turns)
    done.lapsed += await lapseMany(tx, plan.lapsed)
  }
  return done
}
