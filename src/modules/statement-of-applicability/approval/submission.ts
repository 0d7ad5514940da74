import type { SharedScope, Transaction } from '../../../platform/operations/scope.ts'
import { tablesIn } from '../../../platform/operations/scope.ts'
import type { SoaTables } from '../tables.ts'

/** The submission that waits for approval, if the statement was put up and neither approved nor taken back since. */
export const openSubmission = (scope: SharedScope) =>
  tablesIn<SoaTables>(scope)
    .selectFrom('app.soa_submission')
    .select(['id', 'created_at', 'created_by'])
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** Ends a submission: nobody is asked to approve it any longer. */
export async function endSubmission(
  tx: Pick<Transaction<SoaTables>, 'db' | 'now' | 'actor'>,
  id: string,
  ended_because: 'approved' | 'withdrawn',
): Promise<void> {
  await tx.db
    .updateTable('app.soa_submission')
    .set({ ended_at: tx.now.toISOString(), ended_by: tx.actor.person_id, ended_because })
    .where('id', '=', id)
    .execute()
}
