import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { type AnyRegister, type RecordOf, spineKeys } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { type Handler, query } from '../../operations/handler.ts'
import type { SharedScope } from '../../operations/scope.ts'
import { columnTypes } from '../table-sql.ts'
import { fieldsOfLocks, locksOf } from '../write/lock.ts'
import type { WriteRules } from '../write/write-rules.ts'
import { columnsOfConditions, conditions } from './conditions.ts'
import { encodePosition } from './order.ts'
import { PagePlans } from './page-plan.ts'
import type { PageRow } from './page-sql.ts'
import { column, type RegisterTables, source, sourceOfOne, treeSizeAt } from './source.ts'
import { referenceColumns, referencesIn, titlesOf } from './titles.ts'

/** A row of a register with its declared fields, to be read by name as well. */
export type RowOf<R extends AnyRegister> = RecordOf<R> & Record<string, unknown>

export const notFound = (register: AnyRegister) =>
  new OperationError('not-found', `There is no such record among ${register.plural}, or you may not read it.`)

/** Every column of a record but the organization, in declared order. */
export const recordColumns = (register: AnyRegister): string[] => [
  ...spineKeys,
  ...Object.keys(register.fields),
  'custom',
]

const selected = (names: readonly string[]): RawBuilder<unknown> =>
  sql.join(names.map((name) => sql`${column(name)}`))

/**
 * Reads one record that the actor may read.
 * @throws not-found, also for another organization's record or one beyond the actor's reach.
 */
export async function readRecord<R extends AnyRegister>(
  register: R,
  scope: Pick<SharedScope, 'rows' | 'actor' | 'reach'>,
  id: string,
  treeSize: number | null = null,
): Promise<RowOf<R>> {
  const [row] = await scope.rows<RowOf<R>>(sql`
    select ${selected(recordColumns(register))} from ${sourceOfOne(register, id, treeSize)}
    where ${column('id')} = ${id} and ${conditions(register, scope, { archived: 'all' })}`)
  if (!row) throw notFound(register)
  return row
}

/** The handlers that read a register: list, summary, get. */
export function readHandlers(
  register: AnyRegister,
  operations: StandardOperations<AnyRegister>,
  rules: WriteRules,
): Handler[] {
  const bind = query<RegisterTables>()
  const references = referenceColumns(register)

  const locks = locksOf(rules.locks ?? [])
  const plans = new PagePlans(register, fieldsOfLocks(rules.locks ?? []))
  const list = bind(operations.list, async (scope, input) => {
    const treeSize = await treeSizeAt(scope, input.as_of)
    const plan = plans.planFor(scope, input, treeSize)
    const rows = await scope.lastRows<PageRow>(plan.statement)
    const items = rows.slice(0, input.limit).map(({ _key, _titles, ...item }) => item)
    const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
    return {
      items,
      titles: rows[0]?._titles ?? {},
      next_cursor: last ? encodePosition({ sort: plan.sort, value: last._key, id: last.id }) : null,
      tree_size: treeSize,
      locks,
    }
  })

  const summary = bind(operations.summary, async (scope, input) => {
    const treeSize = await treeSizeAt(scope, input.as_of)
    const needed = [...columnsOfConditions(register, input), ...(input.group_by ? [input.group_by] : [])]
    const from = sql`from ${source(register, treeSize, columnTypes(register, needed))} where ${conditions(register, scope, input)}`
    if (!input.group_by) {
      const [row] = await scope.rows<{ count: number }>(sql`select count(*) as count ${from}`)
      return { count: row?.count ?? 0, groups: [], titles: {} }
    }
    const groups = await scope.rows<{ value: string | boolean | null; count: number }>(sql`
      select ${column(input.group_by)} as value, count(*) as count ${from}
      group by 1 order by count(*) desc, 1 nulls last limit 500`)
    const ids = references.includes(input.group_by) ? referencesIn(groups, ['value']) : []
    return {
      count: groups.reduce((sum, group) => sum + group.count, 0),
      groups,
      titles: await titlesOf(scope, ids),
    }
  })

  const get = bind(operations.get, async (scope, input) => {
    const treeSize = await treeSizeAt(scope, input.as_of)
    const record = await readRecord(register, scope, input.id, treeSize)
    const titles = await titlesOf(scope, referencesIn([record], references))
    return { record, titles, tree_size: treeSize }
  })

  return [list, summary, get]
}
