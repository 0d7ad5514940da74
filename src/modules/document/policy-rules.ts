import { OperationError } from '../../kernel/contract/error.ts'
import type { RecordOf } from '../../kernel/register/register.ts'
import { isBlank, stillMissing } from '../../kernel/register/still-missing.ts'
import { updateRecord } from '../../platform/registers/write/write.ts'
import type { WriteRules } from '../../platform/registers/write/write-rules.ts'
import { todayIn } from '../../platform/work/today.ts'
import { policy } from './policy.ts'
import type { DocumentTables } from './tables.ts'

type Policy = RecordOf<typeof policy>

/**
 * What a policy reference still lacks before anyone may decide about it, the two commitments that clause 5.2 wants in
 * every AI policy among it.
 * @returns what to do, in words, or nothing.
 */
export function missingFromPolicy(one: Policy): string | undefined {
  const commitments = new Set<string>(one.commitments ?? [])
  return stillMissing([
    [isBlank(one.edition), 'say which edition of the document this is'],
    [isBlank(one.location), 'say where the document is kept'],
    [!one.review_on, 'set the day of its next review'],
    [
      !commitments.has('meet_applicable_requirements'),
      'the policy has to commit to meeting applicable requirements: confirm that it does, or change it',
    ],
    [
      !commitments.has('continual_improvement'),
      'the policy has to commit to improving the management system: confirm that it does, or change it',
    ],
  ])
}

const becomesApproved = (after: Pick<Partial<Policy>, 'state'>, before: Policy | null): boolean =>
  after.state === 'approved' && before?.state !== 'approved'

/** What is special about policies: only drafts change, approval keeps its day, and replaces the earlier edition. */
export const policyRules: WriteRules<typeof policy, DocumentTables> = {
  locks: [
    { in: ['in_review'], because: 'this policy is in review. Return it to draft first.' },
    {
      in: ['approved', 'withdrawn'],
      because: 'an approved policy does not change. Register its new edition.',
    },
  ],
  check: async (_tx, after, before) => {
    if (before && after.replaces_id === before.id)
      throw new OperationError('invalid-input', 'Nothing was changed: a policy cannot replace itself.', {
        issues: [{ path: 'replaces_id', message: 'must be another policy' }],
      })
  },
  guards: {
    submit: async (_tx, record) => missingFromPolicy(record),
    approve: async (_tx, record) => missingFromPolicy(record),
  },
  derive: async (tx, after, before) =>
    becomesApproved(after, before)
      ? { approved_on: await todayIn(tx), approved_by_id: tx.actor.person_id }
      : {},
  followUp: async (tx, after, before) => {
    if (!becomesApproved(after, before) || !after.replaces_id) return
    const replaced = await tx.db
      .selectFrom('app.policy')
      .select(['id', 'version'])
      .where('id', '=', after.replaces_id)
      .where('state', '=', 'approved')
      .executeTakeFirst()
    if (replaced) await updateRecord(policy, tx, replaced.id, replaced.version, { state: 'withdrawn' })
  },
}
