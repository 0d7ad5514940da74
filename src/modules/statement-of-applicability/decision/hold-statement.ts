import { OperationError } from '../../../kernel/contract/error.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import type { SoaTables } from '../tables.ts'

/**
 * Refuses a decision that had to wait for an approval. The version was frozen without it, yet its time lies before the
 * version's: whoever takes it would not count as an author of the next. Call it while the transaction holds a row of
 * the statement; an approval holds all of them.
 * @throws conflict
 */
export async function assertNotApprovedMeanwhile(tx: SharedScope): Promise<void> {
  const approved = await tablesIn<SoaTables>(tx)
    .selectFrom('app.soa_version')
    .select('id')
    .where('created_at', '>=', tx.now.toISOString())
    .limit(1)
    .executeTakeFirst()
  if (approved)
    throw new OperationError(
      'conflict',
      'Nothing was changed: the statement was approved at this moment. Look at it again, then decide anew.',
    )
}

/**
 * Keeps the statement from being approved until the transaction ends, for what is decided about no row of its own.
 * Before the statement is started there is nothing to approve.
 * @throws conflict when it was approved while this waited
 */
export async function holdStatement(tx: SharedScope): Promise<void> {
  await tablesIn<SoaTables>(tx)
    .selectFrom('app.soa_row')
    .select('id')
    .orderBy('id')
    .limit(1)
    .forShare()
    .execute()
  await assertNotApprovedMeanwhile(tx)
}
