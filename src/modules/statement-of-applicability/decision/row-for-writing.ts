import type { Selectable } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { Transaction } from '../../../platform/operations/scope.ts'
import type { SoaTables } from '../tables.ts'
import { assertNotApprovedMeanwhile } from './hold-statement.ts'

/**
 * Reads a row to write what belongs to it, and holds it until the transaction ends: approval waits for the same rows,
 * so that it freezes what it has read.
 * @throws not-found; not-permitted when the actor may change only own rows and this is another's; conflict when the
 *   statement was approved while this waited
 */
export async function rowForWriting(
  tx: Transaction<SoaTables>,
  id: string,
): Promise<Selectable<SoaTables['app.soa_row']>> {
  const row = await tx.db
    .selectFrom('app.soa_row')
    .selectAll()
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    throw new OperationError('not-found', 'Nothing was changed: there is no such row, or it is archived.')
  if (tx.reach === 'own' && row.owner_id !== tx.actor.person_id)
    throw new OperationError(
      'not-permitted',
      'Nothing was changed: your role lets you change only rows that you own.',
    )
  await assertNotApprovedMeanwhile(tx)
  return row
}
