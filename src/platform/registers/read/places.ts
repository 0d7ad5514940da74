import { sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { type Handler, query } from '../../operations/handler.ts'
import { columnTypes } from '../table-sql.ts'
import { columnsOfConditions, conditions, wordsIn } from './conditions.ts'
import { encodePosition, orderOf } from './order.ts'
import { column, type RegisterTables, source, treeSizeAt } from './source.ts'

interface Placed {
  readonly id: string
  readonly _key: string | number | boolean | null
}

/**
 * Finds where the pages of a long list begin, so that it can be entered anywhere without reading what comes before.
 * It reads every row once, so it is a request of its own, made only when somebody jumps far ahead.
 */
export const placesHandler = (
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'places'>,
): Handler =>
  query<RegisterTables>()(operations.places, async (scope, input) => {
    const treeSize = await treeSizeAt(scope, input.as_of)
    const order = orderOf(register, input.sort ?? register.list.sort, wordsIn(input))
    const needed = ['id', order.field, ...columnsOfConditions(register, input)]
    const rows = await scope.lastRows<Placed>(sql`
      select id, _key from (
        select ${column('id')} as id, ${order.key} as _key, row_number() over (order by ${order.orderBy}) as place
        from ${source(register, treeSize, columnTypes(register, needed))}
        where ${conditions(register, scope, input)}) numbered
      where place >= ${input.first} and (place - ${input.first}) % ${input.every} = 0
      order by place`)
    return {
      cursors: rows.map(({ id, _key }) => encodePosition({ sort: order.sort, value: _key, id })),
    }
  })
