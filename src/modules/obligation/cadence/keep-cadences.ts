import { type AppliedCadence, type CadenceRule, cadencesFor } from '../../../kernel/cadence/cadence-rule.ts'
import { addDays, workingDayFrom } from '../../../kernel/cadence/calendar.ts'
import { type SharedTransaction, tablesIn, writableTablesIn } from '../../../platform/operations/scope.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { fulfilObligations, settleTurn } from '../fulfil.ts'
import { obligation } from '../obligation.ts'
import { holdSubject, raiseObligation } from '../raise.ts'
import type { ObligationRow, ObligationTables } from '../tables.ts'
import { factsDuty, firstTurn, looking, missingFacts, movedTurn } from './plan-turn.ts'
import { type Planning, planningOf } from './planning.ts'
import { knows, triggeredWithinDays } from './programme.ts'
import { factsOf, readSubject, type Subject, standsFor, textIn } from './subject.ts'

/** What keeping the cadences of one record needs to know. */
interface Keeping {
  readonly tx: SharedTransaction
  readonly subject: Subject
  readonly event: string
  readonly today: string
  readonly planning: Planning
  /** What was asked so far, latest first. */
  readonly turns: readonly ObligationRow[]
}

/**
 * Makes the duties of a record what its cadences ask now: raises the first turn of those that begin to look, ends the
 * open turn of those that look no longer, settles what was done by looking at the record itself, and moves what became
 * due on another day. Doing it again changes nothing.
 * @param event what the record went through, stated as the reason of what is raised.
 */
export async function keepCadences(tx: SharedTransaction, subjectId: string, event: string): Promise<void> {
  await holdSubject(tx, subjectId)
  const subject = await readSubject(tx, subjectId)
  const planning = await planningOf(tx)
  const rules = rulesFor(tx, subject, planning)
  const keeping: Keeping = {
    tx,
    subject,
    event,
    today: await todayIn(tx),
    planning,
    turns: await turnsAbout(tx, subjectId, rules),
  }
  const { begun, over, applied, ended, missing } = looking(rules, subject)
  for (const rule of ended) if (!rule.about) await endTurn(keeping, rule)
  for (const one of applied) {
    const open = openTurn(keeping, one.rule.cadence_id)
    if (open && !one.rule.about) await adjustTurn(keeping, one, open)
    else if (!open && begun.includes(one.rule)) await beginTurn(keeping, one)
  }
  if (begun.length > 0 || over.length > 0) await askForFacts(keeping, begun, missing)
}

/** Brings the open turn of a cadence on a record forward, because of what happened. */
export async function bringForward(
  tx: SharedTransaction,
  subjectId: string,
  cadenceId: string,
  because: string,
): Promise<void> {
  await holdSubject(tx, subjectId)
  const subject = await readSubject(tx, subjectId)
  const planning = await planningOf(tx)
  const rules = rulesFor(tx, subject, planning).filter(
    (rule) => rule.cadence_id === cadenceId && standsFor(rule, subject) !== 'over',
  )
  const today = await todayIn(tx)
  const turns = await turnsAbout(tx, subjectId, rules)
  for (const one of cadencesFor(rules, factsOf(subject)).applied) {
    const open = turns.find(({ state, origin }) => state === 'open' && origin === one.rule.cadence_id)
    if (open) await raiseSooner({ tx, subject, event: because, today, planning, turns }, one, open, because)
  }
}

/** Rules for the records of a register, as far as the adopted programme knows their cadences. */
const rulesFor = (tx: SharedTransaction, { register }: Subject, { programme }: Planning) =>
  (tx.cadences.get(register)?.rules ?? []).filter((rule) => knows(programme, rule))

/** Every turn of the rules about a record, and about the organization as a whole, latest first. */
async function turnsAbout(
  tx: SharedTransaction,
  subjectId: string,
  rules: readonly CadenceRule[],
): Promise<ObligationRow[]> {
  const whole = rules.flatMap(({ about, cadence_id }) => (about ? [cadence_id] : []))
  const own = [...rules.flatMap(({ about, cadence_id }) => (about ? [] : [cadence_id])), missingFacts.origin]
  return tablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation')
    .selectAll()
    .where((is) =>
      is.or([
        is.and([is('subject_id', '=', subjectId), is('origin', 'in', own)]),
        ...(whole.length > 0 ? [is.and([is('subject_id', 'is', null), is('origin', 'in', whole)])] : []),
      ]),
    )
    .orderBy('id', 'desc')
    .execute()
}

/** An archived one counts too: who archived it did not mean it to be asked anew. */
const openTurn = ({ turns }: Keeping, origin: string) =>
  turns.find((one) => one.origin === origin && one.state === 'open')

async function beginTurn(keeping: Keeping, one: AppliedCadence): Promise<void> {
  const completed = keeping.turns.flatMap(({ origin, completed_on }) =>
    origin === one.rule.cadence_id && completed_on ? [completed_on] : [],
  )
  await raiseObligation(keeping.tx, firstTurn(one, keeping.subject, keeping, completed))
}

/** Nothing asks for it any longer: the record is closed, archived, or no longer of the kind that is looked at. */
async function endTurn(keeping: Keeping, rule: CadenceRule): Promise<void> {
  const open = openTurn(keeping, rule.cadence_id)
  if (open) await updateRecord(obligation, keeping.tx, open.id, open.version, { state: 'lapsed' })
}

async function adjustTurn(keeping: Keeping, one: AppliedCadence, open: ObligationRow): Promise<void> {
  const { tx, subject, today } = keeping
  const facts = open.cause?.facts ?? {}
  const last_on = typeof facts.last_ended_on === 'string' ? facts.last_ended_on : null
  const done = textIn(subject, one.rule.done_on)
  if (done && done > (last_on ?? '') && done <= today) {
    await settleTurn(tx, open, { outcome: 'done', note: null, on: done })
    return
  }
  if (one.rule.again_when_changed && facts.significant_hash !== subject.significant_hash) {
    await raiseSooner(keeping, one, open, 'changed')
    return
  }
  const moved = movedTurn(one, subject, open, keeping)
  if (moved) await updateRecord(obligation, tx, open.id, open.version, moved)
}

/** It stands in My work from today on, with what called for it. */
async function raiseSooner(
  { tx, subject, today, planning }: Keeping,
  one: AppliedCadence,
  open: ObligationRow,
  because: string,
): Promise<void> {
  const due = workingDayFrom(planning.calendar, addDays(today, triggeredWithinDays(planning.programme)))
  await updateRecord(obligation, tx, open.id, open.version, {
    opens_on: open.opens_on && open.opens_on < today ? open.opens_on : today,
    due_on: due < open.due_on ? due : open.due_on,
    cause: {
      key: 'cadence',
      facts: {
        ...open.cause?.facts,
        because: [because],
        ...(one.rule.again_when_changed && subject.significant_hash
          ? { significant_hash: subject.significant_hash }
          : {}),
      },
    },
  })
}

async function askForFacts(keeping: Keeping, begun: readonly CadenceRule[], missing: readonly string[]) {
  const { tx, subject, today } = keeping
  const asked = openTurn(keeping, missingFacts.origin)
  if (missing.length === 0) {
    if (asked) await fulfilObligations(tx, { subject_id: subject.id, origin: missingFacts.origin })
    return
  }
  if (!asked) await raiseObligation(tx, factsDuty(subject, begun, missing, today))
}

/** Which of some records anything is asked about now: an import writes thousands about which nothing is. */
export async function subjectsAsked(
  tx: SharedTransaction,
  records: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const open = await tablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation')
    .select('subject_id')
    .distinct()
    .where('state', '=', 'open')
    .where((is) => is('subject_id', '=', is.fn.any(is.val(records.map(({ id }) => id)))))
    .execute()
  return new Set(open.flatMap(({ subject_id }) => subject_id ?? []))
}

/** Gives open duties that follow a record's owner to whoever owns it now. */
export async function followOwners(tx: SharedTransaction, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return
  const moved = await writableTablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation as o')
    .innerJoin('app.record as s', (join) =>
      join.onRef('s.organization_id', '=', 'o.organization_id').onRef('s.id', '=', 'o.subject_id'),
    )
    .select(['o.id', 'o.version', 's.owner_id'])
    .where('o.subject_id', 'in', [...subjectIds])
    .where('o.state', '=', 'open')
    .where('o.follows_owner', '=', true)
    .whereRef('o.owner_id', 'is distinct from', 's.owner_id')
    .execute()
  for (const { id, version, owner_id } of moved) await updateRecord(obligation, tx, id, version, { owner_id })
}
