import { queryOptions } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { callStandard } from '../../../client/call.ts'
import { type ListState, selectionOf } from '../state/list-state.ts'
import type { Selection } from '../state/selection.ts'

/** Which records are selected, as the server is told: each by its id, or all that the list matches. */
export const chosenIn = (state: ListState, selection: Selection) =>
  selection.everything ? { filter: selectionOf(state) } : { ids: [...selection.ids] }

/** What giving the selected records one value would do; its digest binds the change to what was shown. */
export function bulkPreviewQuery(
  register: AnyRegister,
  chosen: ReturnType<typeof chosenIn>,
  field: string,
  value: unknown,
) {
  const asked = { selection: chosen, changes: { [field]: value } }
  return queryOptions({
    queryKey: keys.bulkPreview(register.name, asked),
    queryFn: ({ signal }) => callStandard(register, 'preview-bulk', asked as never, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
}
