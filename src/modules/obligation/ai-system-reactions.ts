import { firstDueOn } from '../../kernel/cadence/cadence.ts'
import { addDays } from '../../kernel/cadence/calendar.ts'
import type { Reaction } from '../../platform/module.ts'
import { type SharedTransaction, tablesIn } from '../../platform/operations/scope.ts'
import { updateRecord } from '../../platform/registers/write.ts'
import { todayIn } from '../../platform/work/today.ts'
import { aiSystem } from '../ai-system/contract.ts'
import { fulfilObligations } from './fulfil.ts'
import { obligation } from './obligation.ts'
import { forRegister, holdSubject, raiseObligation } from './raise.ts'
import type { ObligationTables } from './tables.ts'
import { type AiSystem, cadencesOfAiSystem, readAiSystem, turnOn } from './turn.ts'
import { workingCalendarOf } from './working-calendar.ts'

/** The duty to state facts without which nobody can say which cadences look at a system. */
const missingFacts = { origin: 'missing-facts', answer_within_days: 14 } as const

/**
 * Raises the first turn of every cadence that looks at an approved system and asks nothing of it yet, and asks for facts
 * that are missing.
 * @param again also when a cadence asked before and its last turn was ended, as on a new approval.
 */
async function ensureCadences(tx: SharedTransaction, system: AiSystem, event: string, again: boolean) {
  await holdSubject(tx, system.id)
  const known = await tablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation')
    .select(['origin', 'state'])
    .where('subject_id', '=', system.id)
    .where('archived_at', 'is', null)
    .execute()
  const asked = new Set(known.filter(({ state }) => !again || state === 'open').map(({ origin }) => origin))
  const { applied, missing } = cadencesOfAiSystem(system)
  const [today, calendar] = [await todayIn(tx), await workingCalendarOf(tx)]
  for (const one of applied) {
    if (asked.has(one.rule.cadence_id)) continue
    const turn = turnOn(system, one, {
      planned_on: today,
      due_on: () => firstDueOn(today, system.implemented_on, false, calendar),
      missed_before: 0,
      facts: { event },
    })
    await raiseObligation(tx, turn)
  }
  if (missing.length === 0)
    await fulfilObligations(tx, { subject_id: system.id, origin: missingFacts.origin })
  else if (!asked.has(missingFacts.origin))
    await raiseObligation(tx, {
      title: 'State the facts that decide how often this system is reviewed',
      kind: 'answer',
      origin: missingFacts.origin,
      cause: { key: 'missing_facts', facts: { fields: missing } },
      subject_id: system.id,
      owner_id: system.owner_id,
      role: 'aims-manager',
      follows_owner: true,
      due_on: addDays(today, missingFacts.answer_within_days),
      requirement_ids: ['6.1.4'],
    })
}

/** Gives open duties that follow a record's owner to whoever owns it now; of all records when none is named. */
async function followOwners(tx: SharedTransaction, subjectId?: string): Promise<void> {
  const moved = await tablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation as o')
    .innerJoin('app.record as s', (join) =>
      join.onRef('s.organization_id', '=', 'o.organization_id').onRef('s.id', '=', 'o.subject_id'),
    )
    .select(['o.id', 'o.version', 's.owner_id'])
    .where('o.state', '=', 'open')
    .where('o.follows_owner', '=', true)
    .whereRef('o.owner_id', 'is distinct from', 's.owner_id')
    .$if(subjectId !== undefined, (all) => all.where('o.subject_id', '=', subjectId ?? null))
    .execute()
  for (const { id, version, owner_id } of moved)
    await updateRecord(obligation, forRegister(tx), id, version, { owner_id })
}

const approved = async (tx: SharedTransaction, recordId: string | undefined) => {
  if (!recordId) return undefined
  const system = await readAiSystem(tx, recordId)
  return system.state === 'approved' && !system.archived_at ? system : undefined
}

const onApproved: Reaction = async (tx, entry) => {
  const system = await approved(tx, entry.record_id)
  if (system) await ensureCadences(tx, system, entry.event, true)
}

const onRevised: Reaction = async (tx, entry) => {
  await followOwners(tx, entry.record_id)
  const system = await approved(tx, entry.record_id)
  if (system) await ensureCadences(tx, system, entry.event, false)
}

/** A bulk change names no records: those that it changed carry its moment. */
const onBulkRevised: Reaction = async (tx, entry) => {
  await followOwners(tx)
  const changed = await tablesIn<ObligationTables>(tx)
    .selectFrom('app.record')
    .select('id')
    .where('register', '=', aiSystem.name)
    .where('state', '=', 'approved')
    .where('archived', '=', false)
    .where('updated_at', '=', tx.now.toISOString())
    .orderBy('id')
    .execute()
  for (const { id } of changed) await ensureCadences(tx, await readAiSystem(tx, id), entry.event, false)
}

/** What the inventory's events ask of people. */
export const aiSystemReactions: Readonly<Record<string, Reaction>> = {
  'ai-system.approved': onApproved,
  'ai-system.restored': onApproved,
  'ai-system.revised': onRevised,
  'ai-system.bulk-revised': onBulkRevised,
}
