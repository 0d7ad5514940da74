import { sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { type Handler, query } from '../../operations/handler.ts'
import { column, type RegisterTables, source } from '../read/source.ts'
import { referenceColumns, referencesIn, titlesOf } from '../read/titles.ts'
import { changesOf, different } from './bulk-changes.ts'
import { digestOf, mostSelected, requireFew, type SelectedRow, selected } from './bulk-selection.ts'

/** So many records that would change are told one by one. */
const shown = 50

interface Found extends SelectedRow {
  readonly differs: boolean
}

/**
 * Tells what changing many records at once would do, without doing it. Its digest binds the change to what was told:
 * nobody changes records that they have not seen.
 */
export const bulkPreviewHandler = (
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'preview-bulk'>,
): Handler =>
  query<RegisterTables>()(operations['preview-bulk'], async (scope, input) => {
    const changes = changesOf(input)
    const byTitle = sql`${column(register.title)} collate app.natural_order, ${column('id')}`
    const rows = await scope.rows<Found>(sql`
      select ${column('id')}, ${column('version')}, (${different(changes)}) as differs from ${source(register, null)}
      where ${selected(register, scope, input.selection)} order by ${byTitle} limit ${mostSelected + 1}`)
    requireFew(rows)
    const changing = rows.filter(({ differs }) => differs)
    const names = Object.keys(changes)
    const told = await scope.rows<Readonly<Record<string, unknown>> & { id: string; _title: string }>(sql`
      select ${column('id')}, ${column(register.title)} as _title, ${sql.join(names.map(column))}
      from ${source(register, null)}
      where ${column('id')} = any(${changing.slice(0, shown).map(({ id }) => id)}::uuid[]) order by ${byTitle}`)
    const references = referenceColumns(register).filter((name) => names.includes(name))
    return {
      selected: rows.length,
      changing: changing.length,
      digest: digestOf(rows),
      items: told.map((row) => ({
        id: row.id,
        title: row._title,
        holds: Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
      })),
      titles: await titlesOf(scope, referencesIn([...told, changes], references)),
    }
  })
