import { OperationError } from '../../kernel/contract/error.ts'
import { command, query } from '../../platform/operations/handler.ts'
import type { ReadScope, Transaction } from '../../platform/operations/scope.ts'
import { referencesIn, titlesOf } from '../../platform/registers/read/titles.ts'
import { createView, listViews, removeView, reviseView, shareView, unshareView } from './contract.ts'
import type { ViewTables } from './tables.ts'
import { isOwn, lockOwn, lockVisible, shown } from './visible-view.ts'

const mostOwn = 100

/** @throws not-found when there is no such register or the actor may not read it. */
function assertReadable(scope: Pick<ReadScope<unknown>, 'registers' | 'reachOf'>, register: string): void {
  if (scope.registers.has(register) && scope.reachOf(`${register}:read`)) return
  throw new OperationError('not-found', 'There is no such list, or you may not read it.')
}

const list = query<ViewTables>()(listViews, async (scope, { register }) => {
  assertReadable(scope, register)
  const items = await scope.db
    .selectFrom('app.view')
    .select(shown)
    .where('register', '=', register)
    .where((where) => where.or([where('shared', '=', true), where('person_id', '=', scope.actor.person_id)]))
    .orderBy('name')
    .orderBy('id')
    .limit(1000)
    .execute()
  const titles = await titlesOf(scope, referencesIn(items, ['person_id']))
  return { items, titles }
})

/** @throws conflict when another view of the actor's own holds the name. */
async function assertFreeName(
  tx: Transaction<ViewTables>,
  wanted: { readonly register: string; readonly name: string; readonly id?: string },
): Promise<void> {
  const own = await tx.db
    .selectFrom('app.view')
    .select(['id', 'name'])
    .where('register', '=', wanted.register)
    .where('person_id', '=', tx.actor.person_id)
    .execute()
  if (own.some(({ id, name }) => name === wanted.name && id !== wanted.id))
    throw new OperationError(
      'conflict',
      `Nothing was changed: you have a view called “${wanted.name}” already. Choose another name, or save the changes to it.`,
    )
  if (wanted.id === undefined && own.length >= mostOwn)
    throw new OperationError(
      'refused-by-rule',
      `Nothing was saved: you keep ${mostOwn} views of this list already. Remove one first.`,
    )
}

const create = command<ViewTables>()(createView, async (tx, input) => {
  assertReadable(tx, input.register)
  await assertFreeName(tx, input)
  const at = tx.now.toISOString()
  const made = {
    id: tx.sources.newId(),
    version: 1,
    person_id: tx.actor.person_id,
    register: input.register,
    name: input.name,
    shared: false,
  }
  await tx.db
    .insertInto('app.view')
    .values({
      ...made,
      search: JSON.stringify(input.search),
      organization_id: tx.actor.organization_id,
      created_at: at,
      updated_at: at,
    })
    .execute()
  return tx.record({ event: 'view.created' }, { ...made, search: input.search })
})

/** Writes what changed of a view and answers the view as it is then. */
const write = (
  tx: Transaction<ViewTables>,
  { id, version }: { readonly id: string; readonly version: number },
  changes: { readonly name?: string; readonly search?: string; readonly shared?: boolean },
) =>
  tx.db
    .updateTable('app.view')
    .set({ ...changes, version: version + 1, updated_at: tx.now.toISOString() })
    .where('id', '=', id)
    .returning(shown)
    .executeTakeFirstOrThrow()

const revise = command<ViewTables>()(reviseView, async (tx, { id, expected_version, changes }) => {
  const row = await lockOwn(tx, id)
  if (row.version !== expected_version)
    throw new OperationError(
      'version-conflict',
      'Nothing was changed: you changed this view elsewhere in the meantime. Look at it again.',
      { facts: { current_version: row.version } },
    )
  if (changes.name !== undefined) await assertFreeName(tx, { ...row, name: changes.name })
  const { name, search } = changes
  const written = await write(tx, row, {
    ...(name === undefined ? {} : { name }),
    ...(search === undefined ? {} : { search: JSON.stringify(search) }),
  })
  return tx.record({ event: 'view.revised' }, written)
})

const share = command<ViewTables>()(shareView, async (tx, { id }) => {
  const row = await lockOwn(tx, id)
  return tx.record({ event: 'view.shared' }, await write(tx, row, { shared: true }))
})

/** What is shared concerns everyone, so whoever answers for the management system may take it back too. */
async function lockRemovable(tx: Transaction<ViewTables> & { readonly reach: string }, id: string) {
  const row = await lockVisible(tx, id)
  if (tx.reach === 'all' || isOwn(row, tx.actor)) return row
  throw new OperationError(
    'not-permitted',
    'Nothing was changed: a shared view is removed by whoever saved it, or by the AIMS manager.',
  )
}

const unshare = command<ViewTables>()(unshareView, async (tx, { id }) => {
  const row = await lockRemovable(tx, id)
  return tx.record({ event: 'view.unshared' }, await write(tx, row, { shared: false }))
})

const remove = command<ViewTables>()(removeView, async (tx, { id }) => {
  await lockRemovable(tx, id)
  await tx.db.deleteFrom('app.view').where('id', '=', id).execute()
  return tx.record({ event: 'view.removed' }, { id })
})

export const viewHandlers = [list, create, revise, share, unshare, remove]
