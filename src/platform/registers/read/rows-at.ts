import { type Selectable, sql } from 'kysely'
import type { SharedScope } from '../../operations/scope.ts'
import { column, source, treeSizeAt } from './source.ts'

/**
 * The tree size to read at for a moment: the largest checkpoint signed by then, 0 when there was none yet.
 * @returns null for now.
 * @throws invalid-input when the moment has not come yet.
 */
export const treeSizeOf = (scope: SharedScope, asOf: string | undefined): Promise<number | null> =>
  treeSizeAt(scope, asOf)

/** Values of which rows hold one, by column. */
type Among<Row> = { readonly [Column in keyof Row & string]?: readonly Row[Column][] }

/**
 * The rows of one of the module's own tables, now or as they were when the log had `treeSize` leaves, in the order of
 * their ids: all of them, or those that hold one of some values. For tables of moderate size, which must be under the
 * trail.
 */
export const rowsAt =
  <Tables>() =>
  async <Name extends keyof Tables & `app.${string}`>(
    scope: Pick<SharedScope, 'rows'>,
    name: Name,
    treeSize: number | null,
    among: Among<Selectable<Tables[Name]>> = {},
  ): Promise<Selectable<Tables[Name]>[]> => {
    const table = name.slice('app.'.length)
    const conditions = Object.entries(among).map(([key, values]) => sql`${column(key)} = any(${values})`)
    return scope.rows<Selectable<Tables[Name]>>(
      sql`select r.* from ${source({ table }, treeSize)}
        where ${sql.join([sql`true`, ...conditions], sql` and `)} order by r.id`,
    )
  }
