import { type Selectable, sql } from 'kysely'
import type { SharedScope } from '../operations/scope.ts'
import { source, treeSizeAt } from './source.ts'

/**
 * The tree size to read at for a moment: the largest checkpoint signed by then, 0 when there was none yet.
 * @returns null for now.
 */
export const treeSizeOf = (scope: SharedScope, asOf: string | undefined): Promise<number | null> =>
  treeSizeAt(scope.rows, asOf)

/**
 * Every row of one of the module's own tables, now or as it was when the log had `treeSize` leaves, in the order of
 * their ids. For tables of moderate size that an answer needs whole; the tables must be under the trail.
 */
export const rowsAt =
  <Tables>() =>
  async <Name extends keyof Tables & `app.${string}`>(
    scope: Pick<SharedScope, 'rows'>,
    name: Name,
    treeSize: number | null,
  ): Promise<Selectable<Tables[Name]>[]> => {
    const table = name.slice('app.'.length)
    return scope.rows<Selectable<Tables[Name]>>(
      sql`select r.* from ${source({ table }, treeSize)} order by r.id`,
    )
  }
