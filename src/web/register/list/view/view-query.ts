import { queryOptions } from '@tanstack/react-query'
import type { OutputOf } from '../../../../kernel/contract/operation.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { listViews } from '../../../../modules/view/contract.ts'
import { call } from '../../../client/call.ts'

/** A list's address under a name, kept on the server. */
export type SavedView = OutputOf<typeof listViews>['items'][number]

export const viewKey = (register: Pick<AnyRegister, 'name'>) => ['views', register.name] as const

/** The views of a register's list: the person's own and those that are shared. */
export const viewQuery = (register: Pick<AnyRegister, 'name'>) =>
  queryOptions({
    queryKey: viewKey(register),
    queryFn: async ({ signal }): Promise<readonly SavedView[]> =>
      (await call('view.list', { register: register.name }, { signal })).items,
    staleTime: 60_000,
  })
