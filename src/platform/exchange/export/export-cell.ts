import type { ExportCell, ExportColumn } from '../../tabular/export-table.ts'

const DATE_TIME = /^\d{4}-\d\d-\d\dT/
/** The header under which an export shows what a reference points to, by its title. */
export const titleHeader = (field: string): string => field.replace(/_id$/, '')

const SEPARATOR = '; '
/** Items that would not come apart again where they were joined. */
const unsafeItem = /[;\n]|^\[/

/** A value as a cell. An empty list is a known "none", which is not the same as an unknown, empty cell. */
export function exportCell(value: unknown, type: ExportColumn['type']): ExportCell {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    return value.some((item) => unsafeItem.test(String(item))) ? JSON.stringify(value) : value.join(SEPARATOR)
  }
  if (typeof value === 'boolean' || typeof value === 'number') return value
  const text = String(value)
  return type === 'date' && DATE_TIME.test(text) ? text.slice(0, 19) : text
}

/** The same value as a reader of the file finds it. */
export function exportedText(value: unknown): string {
  const cell = exportCell(value, 'text')
  if (cell === null) return ''
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : String(cell)
}
