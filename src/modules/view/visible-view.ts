import { OperationError } from '../../kernel/contract/error.ts'
import type { Actor, Transaction } from '../../platform/operations/scope.ts'
import type { ViewTables } from './tables.ts'

export const shown = ['id', 'version', 'person_id', 'register', 'name', 'search', 'shared'] as const

interface Row {
  readonly id: string
  readonly version: number
  readonly person_id: string
  readonly register: string
  readonly name: string
  readonly search: Record<string, string>
  readonly shared: boolean
}

const absent = () =>
  new OperationError(
    'not-found',
    'Nothing was changed: there is no such view, or it is somebody else’s and not shared.',
  )

export const isOwn = (row: Pick<Row, 'person_id'>, actor: Actor): boolean => row.person_id === actor.person_id

/**
 * A view as the actor sees it, locked against changes by others: their own, or a shared one of a register they
 * may read.
 * @throws not-found for every other.
 */
export async function lockVisible(tx: Transaction<ViewTables>, id: string): Promise<Row> {
  const row = await tx.db
    .selectFrom('app.view')
    .select(shown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !tx.reachOf(`${row.register}:read`)) throw absent()
  if (!row.shared && !isOwn(row, tx.actor)) throw absent()
  return row
}

/**
 * A view of the actor's own.
 * @throws not-found when they see none, refused-by-rule when it is a shared one of somebody else.
 */
export async function lockOwn(tx: Transaction<ViewTables>, id: string): Promise<Row> {
  const row = await lockVisible(tx, id)
  if (!isOwn(row, tx.actor))
    throw new OperationError(
      'refused-by-rule',
      'Nothing was changed: this view is somebody else’s. Save it under a name of your own.',
    )
  return row
}
