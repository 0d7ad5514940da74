import { sql } from 'kysely'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { ReadScope } from '../../operations/scope.ts'
import { columnsOfConditions, conditions, wordsIn } from '../../registers/read/conditions.ts'
import { orderOf } from '../../registers/read/order.ts'
import { column, source, treeSizeAt } from '../../registers/read/source.ts'
import { referenceColumns, referencesIn, titlesOf } from '../../registers/read/titles.ts'
import { columnTypes } from '../../registers/table-sql.ts'
import type { ExportCell, ExportColumn } from '../../tabular/export-table.ts'
import { exportCell, titleHeader } from './export-cell.ts'

type Row = Readonly<Record<string, unknown>>

/** What an export shows: the same words that a list understands. */
export interface ExportRequest extends Readonly<Record<string, unknown>> {
  readonly sort?: string | undefined
  readonly columns?: string | undefined
  readonly as_of?: string | undefined
  readonly with_ids: 'false' | 'true'
}

const FETCHED_ROWS = 500

/** A column of the export and the field whose value, or whose record's title, it shows. */
interface ShownColumn extends ExportColumn {
  readonly field: string
  readonly shows: 'value' | 'title'
}

const typeOf: Partial<Record<string, ExportColumn['type']>> = {
  boolean: 'boolean',
  integer: 'number',
  date: 'date',
}

/** What an import finds a record again by, and whether it has moved on since. */
const identity: readonly ShownColumn[] = [
  { header: 'id', field: 'id', shows: 'value', type: 'text' },
  { header: 'version', field: 'version', shows: 'value', type: 'number' },
]

/** The columns of an export, in the order of the list. */
export function exportColumns(register: AnyRegister, request: ExportRequest): ShownColumn[] {
  const fields = listFields(register)
  const references = new Set(referenceColumns(register))
  const withIds = request.with_ids === 'true'
  const wanted = request.columns?.split(',') ?? register.list.columns
  const shown = wanted.flatMap((field): ShownColumn[] => {
    if (withIds && field === 'id') return []
    const type = typeOf[fields[field]?.kind ?? ''] ?? 'text'
    if (!references.has(field)) return [{ header: field, field, shows: 'value', type }]
    const title = { header: titleHeader(field), field, shows: 'title', type: 'text' } as const
    return withIds ? [title, { header: field, field, shows: 'value', type: 'text' }] : [title]
  })
  return withIds ? [...identity, ...shown] : shown
}

/**
 * The rows that the list shows, all of them, from one snapshot: read through a cursor of the transaction, so that
 * memory does not grow with their number.
 */
export async function* exportRows(
  register: AnyRegister,
  scope: ReadScope<never>,
  request: ExportRequest,
  shown: readonly ShownColumn[],
): AsyncGenerator<readonly ExportCell[]> {
  const order = orderOf(register, request.sort ?? register.list.sort, wordsIn(request))
  const treeSize = await treeSizeAt(scope, request.as_of)
  const names = [...new Set(['id', ...shown.map(({ field }) => field)])]
  const titled = [...new Set(shown.filter(({ shows }) => shows === 'title').map(({ field }) => field))]
  const needed = columnTypes(register, [...names, order.field, ...columnsOfConditions(register, request)])
  await scope.rows(sql`
    declare exported no scroll cursor for
    select ${sql.join(names.map((name) => column(name)))} from ${source(register, treeSize, needed)}
    where ${conditions(register, scope, request)} order by ${order.orderBy}`)
  const titles = new Map<string, string>()
  for (;;) {
    const rows = await scope.rows<Row>(sql.raw(`fetch ${FETCHED_ROWS} from exported`).$castTo<Row>())
    const missing = referencesIn(rows, titled).filter((id) => !titles.has(id))
    for (const [id, title] of Object.entries(await titlesOf(scope, missing))) titles.set(id, title)
    for (const row of rows)
      yield shown.map(({ field, shows, type }) => {
        const value = row[field]
        return shows === 'title' ? (titles.get(String(value)) ?? null) : exportCell(value, type)
      })
    if (rows.length < FETCHED_ROWS) return
  }
}
