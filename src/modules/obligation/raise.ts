import { sql } from 'kysely'
import type { Role } from '../../kernel/access/role.ts'
import { type SharedScope, type SharedTransaction, tablesIn } from '../../platform/operations/scope.ts'
import { insertRecord, updateRecord } from '../../platform/registers/write/write.ts'
import type { Cause } from '../../platform/work/work-source.ts'
import { obligation, type obligationKinds } from './obligation.ts'
import type { ObligationTables } from './tables.ts'

/** A duty to raise. */
export interface NewObligation {
  readonly title: string
  readonly kind: (typeof obligationKinds)[number]
  /** A cadence such as RC11, or the event that calls for it, e.g. `ai-system.revised`. */
  readonly origin: string
  readonly cause: Cause
  /**
   * The operation that alone fulfils it, when what it asks for leaves a record of its own: it ends by itself then, and
   * is never completed by hand.
   */
  readonly fulfilled_by?: string
  /** The record it is about, in any register; null when it is about the organization. */
  readonly subject_id: string | null
  readonly owner_id: string | null
  /** Whoever holds this access role may take it while nobody is assigned. */
  readonly role?: Role
  /** Moves to whoever owns the subject from now on. */
  readonly follows_owner?: boolean
  /** Null: open at once. */
  readonly opens_on?: string | null
  readonly due_on: string
  readonly legal_clock?: boolean
  readonly requirement_ids?: readonly string[]
  /** The terms of its cadence, kept as they are now: a later change of the programme does not rewrite them. */
  readonly interval_days?: number
  readonly escalation_after_days?: readonly number[]
  readonly missed_before?: number
}

/**
 * Lets only one transaction at a time raise or complete what a subject asks for, so that neither can be done twice.
 * Take it before any obligation is read to be written.
 */
export async function holdSubject(scope: SharedScope, subjectId: string | null): Promise<void> {
  const name = `${scope.actor.organization_id}/${subjectId ?? ''}`
  await tablesIn<ObligationTables>(scope)
    .selectNoFrom([
      sql`pg_advisory_xact_lock_shared(${everySubject(scope)})`.as('shared'),
      sql`pg_advisory_xact_lock(hashtextextended(${name}, 7100020))`.as('held'),
    ])
    .execute()
}

/** Every subject of the organization at once. */
const everySubject = ({ actor }: SharedScope) =>
  sql`hashtextextended(${actor.organization_id}::text, 7100074)`

/** As `holdSubject`, for all subjects: what is being raised or completed is waited for, what comes waits. */
export async function holdEverySubject(scope: SharedScope): Promise<void> {
  await tablesIn<ObligationTables>(scope)
    .selectNoFrom(sql`pg_advisory_xact_lock(${everySubject(scope)})`.as('held'))
    .execute()
}

type Facts = Cause['facts']

/** Facts of two occasions in one: lists hold the members of both, of anything else the later counts. */
export function mergeFacts(earlier: Facts, later: Facts): Facts {
  const merged: Record<string, Facts[string]> = { ...earlier, ...later }
  for (const [name, value] of Object.entries(later)) {
    const before = earlier[name]
    if (Array.isArray(value) && Array.isArray(before)) merged[name] = [...new Set([...before, ...value])]
  }
  return merged
}

/**
 * Raises a duty, once: while one with the same subject, origin and cause is open, that one stands; what the new occasion
 * states is added to its reasons, and it becomes due no later than the new one would.
 * @returns the obligation that stands for it, and whether it is new.
 */
export async function raiseObligation(
  tx: SharedTransaction,
  wanted: NewObligation,
): Promise<{ id: string; raised: boolean }> {
  await holdSubject(tx, wanted.subject_id)
  const standing = await tablesIn<ObligationTables>(tx)
    .selectFrom('app.obligation')
    .select(['id', 'version', 'cause', 'opens_on', 'due_on'])
    .where('state', '=', 'open')
    .where('archived_at', 'is', null)
    .where('origin', '=', wanted.origin)
    .where('subject_id', wanted.subject_id === null ? 'is' : '=', wanted.subject_id)
    .where(sql<string>`cause ->> 'key'`, '=', wanted.cause.key)
    .executeTakeFirst()
  if (standing) {
    const facts = mergeFacts(standing.cause?.facts ?? {}, wanted.cause.facts)
    const due_on = wanted.due_on < standing.due_on ? wanted.due_on : standing.due_on
    const opens_on = earlierOpening(standing.opens_on, wanted.opens_on ?? null)
    const same = due_on === standing.due_on && opens_on === standing.opens_on
    if (!same || !sameFacts(facts, standing.cause?.facts ?? {})) {
      const cause = { key: wanted.cause.key, facts }
      await updateRecord(obligation, tx, standing.id, standing.version, {
        cause,
        opens_on,
        due_on,
      })
    }
    return { id: standing.id, raised: false }
  }
  const { requirement_ids = [], escalation_after_days = [], ...rest } = wanted
  const created = await insertRecord(
    obligation,
    tx,
    { ...rest, requirement_ids: [...requirement_ids], escalation_after_days: [...escalation_after_days] },
    tx.sources.newId(),
  )
  return { id: created.id, raised: true }
}

const sameFacts = (one: Facts, other: Facts): boolean => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
}

/** Null is open at once. */
const earlierOpening = (one: string | null, other: string | null): string | null => {
  if (one === null || other === null) return null
  return one < other ? one : other
}
