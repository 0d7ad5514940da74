import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { queryClient } from '../../../app/query-client.ts'
import { call } from '../../../client/call.ts'
import { detailOf } from '../../../client/problem.ts'
import { t } from '../../../messages/message.ts'
import { notify } from '../../../ui/overlay/toast.tsx'
import { type ListState, writeListState } from '../state/list-state.ts'
import { type SavedView, viewKey } from './view-query.ts'

/** Shows a view as the server answered it; the rest of the list is read again behind it. */
function keep(register: AnyRegister, view: SavedView): void {
  queryClient.setQueryData<readonly SavedView[]>(viewKey(register), (views = []) => [
    ...views.filter(({ id }) => id !== view.id),
    view,
  ])
  void queryClient.invalidateQueries({ queryKey: viewKey(register) })
}

/** @throws Problem, such as for a name that is taken. */
export async function createView(register: AnyRegister, name: string, state: ListState): Promise<SavedView> {
  const search = writeListState(register, state)
  const view = await call('view.create', { register: register.name, name, search })
  keep(register, view)
  return view
}

/** @throws Problem, such as for a name that is taken. */
export async function renameView(register: AnyRegister, view: SavedView, name: string): Promise<void> {
  const changes = { name }
  keep(register, await call('view.revise', { id: view.id, expected_version: view.version, changes }))
}

const tell = (error: unknown) => notify({ text: detailOf(error), tone: 'critical' })

/** Saves what the list shows now under a view of the person's own. */
export async function overwriteView(register: AnyRegister, view: SavedView, state: ListState): Promise<void> {
  const changes = { search: writeListState(register, state) }
  try {
    keep(register, await call('view.revise', { id: view.id, expected_version: view.version, changes }))
    notify({ text: t('view.overwritten', { name: view.name }) })
  } catch (error) {
    tell(error)
    void queryClient.invalidateQueries({ queryKey: viewKey(register) })
  }
}

/** Shows a view to everyone who may read the register, or keeps it to its owner again. */
export async function setSharing(register: AnyRegister, view: SavedView, shared: boolean): Promise<void> {
  try {
    keep(register, await call(shared ? 'view.share' : 'view.unshare', { id: view.id }))
    notify({ text: t(shared ? 'view.is_shared' : 'view.is_unshared', { name: view.name }) })
  } catch (error) {
    tell(error)
  }
}

/** Removes a view. One's own can be put back as long as the message stands. */
export async function removeView(register: AnyRegister, view: SavedView, own: boolean): Promise<void> {
  const putBack = async () => {
    const { name, search } = view
    const made = await call('view.create', { register: register.name, name, search })
    keep(register, view.shared ? await call('view.share', { id: made.id }) : made)
  }
  try {
    await call('view.remove', { id: view.id })
    queryClient.setQueryData<readonly SavedView[]>(viewKey(register), (views = []) =>
      views.filter(({ id }) => id !== view.id),
    )
    notify({
      text: t('view.removed', { name: view.name }),
      ...(own ? { action: { label: t('edit.undo'), run: () => void putBack().catch(tell) } } : {}),
    })
  } catch (error) {
    tell(error)
  }
}
