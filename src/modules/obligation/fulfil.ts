import { OperationError } from '../../kernel/contract/error.ts'
import { command } from '../../platform/operations/handler.ts'
import { type SharedTransaction, writableTablesIn } from '../../platform/operations/scope.ts'
import { notFound } from '../../platform/registers/read/read.ts'
import { updateRecord } from '../../platform/registers/write/write.ts'
import { todayIn } from '../../platform/work/today.ts'
import { isDoneOnRecord } from './cadence/done-on-record.ts'
import { raiseNextTurn } from './cadence/turn.ts'
import { completeObligation } from './contract.ts'
import { obligation, type outcomes } from './obligation.ts'
import { holdSubject } from './raise.ts'
import type { ObligationRow, ObligationTables } from './tables.ts'

type Outcome = (typeof outcomes)[number]

interface Completion {
  readonly outcome: Outcome
  readonly note: string | null
  readonly on: string
}

/** Completes an open obligation that this transaction holds, and raises the next turn of its cadence. */
async function finish(tx: SharedTransaction, open: ObligationRow, version: number, completion: Completion) {
  const after = await updateRecord(obligation, tx, open.id, version, {
    state: 'done',
    completed_on: completion.on,
    outcome: completion.outcome,
    outcome_note: completion.note,
  })
  return { after, next: await raiseNextTurn(tx, { ...open, state: 'done' }, completion.on) }
}

/** Completes a turn that looking at its subject has settled; the next one counts from that day. */
export const settleTurn = (tx: SharedTransaction, open: ObligationRow, completion: Completion) =>
  finish(tx, open, open.version, completion)

/**
 * Completes what an approved assessment, a finished review or the like has settled: every open obligation with this
 * subject and origin. Call it in the transaction that settles it; a cadence opens its next turn, counted from today.
 * @returns the ids of what was completed and of what was raised.
 */
export async function fulfilObligations(
  tx: SharedTransaction,
  settled: {
    readonly subject_id: string | null
    readonly origin: string
    /** Only those with this cause. */
    readonly cause_key?: string
    readonly outcome?: Outcome
    /** Required when nothing changed. */
    readonly note?: string
  },
): Promise<{ completed: string[]; raised: string[] }> {
  await holdSubject(tx, settled.subject_id)
  const open = await writableTablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation')
    .selectAll()
    .where('state', '=', 'open')
    .where('archived_at', 'is', null)
    .where('origin', '=', settled.origin)
    .where('subject_id', settled.subject_id === null ? 'is' : '=', settled.subject_id)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (open.length === 0) return { completed: [], raised: [] }
  const on = await todayIn(tx)
  const chosen = open.filter(
    ({ cause }) =>
      (!settled.cause_key || cause?.key === settled.cause_key) &&
      // A turn planned today counts from today already: settling twice on a day is settling once.
      cause?.facts.last_ended_on !== on,
  )
  const raised: string[] = []
  for (const one of chosen) {
    const completion = { outcome: settled.outcome ?? 'done', note: settled.note ?? null, on }
    const { next } = await finish(tx, one, one.version, completion)
    if (next) raised.push(next.id)
  }
  return { completed: chosen.map(({ id }) => id), raised }
}

/** The records of which an origin asks something now. */
export async function openSubjects(tx: SharedTransaction, origin: string): Promise<string[]> {
  const open = await writableTablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation')
    .select('subject_id')
    .where('state', '=', 'open')
    .where('archived_at', 'is', null)
    .where('origin', '=', origin)
    .orderBy('id')
    .execute()
  return open.flatMap(({ subject_id }) => subject_id ?? [])
}

const refuse = (why: string) => new OperationError('refused-by-rule', `Nothing was changed: ${why}`)

/** The person's own, or one that their access role may take while nobody is assigned. */
const isTheirs = (one: ObligationRow, actor: SharedTransaction['actor']): boolean =>
  one.owner_id === actor.person_id ||
  (one.owner_id === null && one.role !== null && actor.roles.includes(one.role))

const complete = command<ObligationTables>()(completeObligation, async (tx, input) => {
  const find = () => tx.db.selectFrom('app.obligation').selectAll().where('id', '=', input.id)
  const seen = await find().executeTakeFirst()
  if (!seen || !(isTheirs(seen, tx.actor) || tx.reachOf('obligation:read') === 'all'))
    throw notFound(obligation)
  if (!(tx.reach === 'all' || isTheirs(seen, tx.actor)))
    throw new OperationError(
      'not-permitted',
      'Nothing was changed: this duty is somebody else’s. They complete it, or a manager assigns it to you.',
    )
  await holdSubject(tx, seen.subject_id)
  const open = await find().forUpdate().executeTakeFirstOrThrow()
  if (open.archived_at) throw refuse('the obligation is archived. Restore it first.')
  if (open.state !== 'open') throw refuse(`the obligation is ${open.state} already.`)
  if (open.fulfilled_by)
    throw refuse(
      'what it asks for is still open, and it ends by itself once that is done. Do it on the record; nobody can state that it was done.',
    )
  if (input.outcome === 'done' && (await isDoneOnRecord(tx, open)))
    throw refuse(
      'its record keeps the day on which this is done. Do it there; or state that nothing changed, and why.',
    )
  const on = await todayIn(tx)
  const completion = { outcome: input.outcome, note: input.note || null, on }
  const { after, next } = await finish(tx, open, input.expected_version, completion)
  const detail = { outcome: input.outcome, note: completion.note, next_id: next?.id ?? null }
  return tx.record(
    { event: 'obligation.completed', record_id: after.id, detail },
    { obligation: after as never, next },
  )
})

export const fulfilHandlers = [complete]
