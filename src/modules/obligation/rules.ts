import { sql } from 'kysely'
import { reachOf } from '../../kernel/access/role.ts'
import { OperationError } from '../../kernel/contract/error.ts'
import { permissionFor, type RecordOf } from '../../kernel/register/register.ts'
import { heldRoles, isDisabled } from '../../platform/access/account/held-roles.ts'
import type { RuleScope } from '../../platform/operations/scope.ts'
import { barred } from '../../platform/registers/decision/decision.ts'
import type { WriteRules } from '../../platform/registers/write/write-rules.ts'
import { todayIn } from '../../platform/work/today.ts'
import { raiseNextTurn } from './cadence/turn.ts'
import { obligation } from './obligation.ts'
import { holdSubject } from './raise.ts'
import type { ObligationTables } from './tables.ts'

type Obligation = RecordOf<typeof obligation>

/** What only completing sets. */
const completion = ['completed_on', 'outcome', 'outcome_note'] as const
const stated = 'an outcome is stated by completing the obligation.'
/** What a cadence or a law has set: moving it would hide that something slipped. */
const planned = ['origin', 'subject_id', 'opens_on', 'due_on', 'legal_clock'] as const

const refused = (field: string, why: string) =>
  new OperationError('refused-by-rule', `Nothing was changed: ${why}`, {
    issues: [{ path: field, message: why }],
  })

const rowOf = ({ db }: Pick<RuleScope<ObligationTables>, 'db'>, id: string) =>
  db.selectFrom('app.obligation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/**
 * Whoever only reads, or has no access any more, would never do the duty. People who have no access yet may be given it.
 */
async function assertMayComplete(scope: RuleScope<ObligationTables>, personId: string): Promise<void> {
  if (await isDisabled(scope.rows, personId))
    throw refused(
      'owner_id',
      'this person has no access any more and could not complete it. Choose somebody else.',
    )
  const held = await heldRoles(scope.rows, personId)
  if (held.length === 0 || reachOf(obligation.grants, held, permissionFor(obligation, 'complete'))) return
  throw refused('owner_id', 'this person only reads here and could not complete it. Choose somebody else.')
}

async function check(
  scope: RuleScope<ObligationTables>,
  after: Partial<Obligation>,
  before: Obligation | null,
): Promise<void> {
  for (const field of completion) if (!before && (after[field] ?? null) !== null) throw refused(field, stated)
  if (after.opens_on && after.due_on && after.opens_on > after.due_on)
    throw refused('opens_on', 'it would open after it is due. Choose an earlier day.')
  if (after.owner_id && after.owner_id !== before?.owner_id) await assertMayComplete(scope, after.owner_id)
}

/** Why an obligation cannot be asked again: its next turn asks already. */
async function guardReopen(tx: RuleScope<ObligationTables>, record: Obligation): Promise<string | undefined> {
  await holdSubject(tx, record.subject_id)
  const { cause } = await rowOf(tx, record.id)
  if (!cause) return undefined
  const asked = await tx.db
    .selectFrom('app.obligation')
    .select('id')
    .where('state', '=', 'open')
    .where('archived_at', 'is', null)
    .where('origin', '=', record.origin)
    .where('subject_id', record.subject_id === null ? 'is' : '=', record.subject_id)
    .where(sql<string>`cause ->> 'key'`, '=', cause.key)
    .executeTakeFirst()
  return asked ? 'the same is asked already by an obligation that is open. Do that one.' : undefined
}

/** What standard writes of obligations must keep to. */
export const obligationRules: WriteRules<typeof obligation, ObligationTables> = {
  locks: [
    { fields: completion, because: stated },
    {
      when: 'legal_clock',
      fields: planned,
      because: 'a law sets this deadline. Complete the obligation, or waive it with a reason.',
    },
    {
      when: 'interval_days',
      fields: planned,
      because:
        'a cadence planned this, and moving it would hide that it slipped. Complete it, or waive it with a reason.',
    },
  ],
  check,
  guards: {
    waive: async (tx, record) => {
      await holdSubject(tx, record.subject_id)
      return record.owner_id === tx.actor.person_id
        ? barred('nobody waives a duty of their own. Ask someone else who may.')
        : undefined
    },
    reopen: guardReopen,
  },
  followUp: async (tx, after, before) => {
    if (!before) return
    // A turn that is waived is not the end of its cadence.
    if (after.state === 'waived' && before.state === 'open')
      await raiseNextTurn(tx, await rowOf(tx, after.id), await todayIn(tx))
    // Whoever a manager chooses keeps the duty when the subject's owner changes.
    if (after.owner_id !== before.owner_id)
      await tx.db
        .updateTable('app.obligation')
        .set({ follows_owner: false })
        .where('id', '=', after.id)
        .where('follows_owner', '=', true)
        .execute()
  },
}
