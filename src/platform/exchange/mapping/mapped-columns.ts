import type { ImportMapping } from '../../../kernel/register/exchange.ts'
import type { ColumnRef } from '../../../kernel/tabular/finding.ts'
import { unmappedColumns } from '../../../kernel/tabular/mapping/bind-columns.ts'

/** Every column that the paths of a mapping read. */
export const pathColumns = (mapping: ImportMapping): ColumnRef[] =>
  Object.values(mapping.paths)
    .flat()
    .flatMap(({ title, attributes }) => [
      title,
      ...Object.values(attributes).flatMap((source) => ('column' in source ? [source.column] : [])),
    ])

/** The file's columns that fill neither a field nor a path. Their cells are kept all the same. */
export function columnsUnused(mapping: ImportMapping, columns: readonly ColumnRef[]): ColumnRef[] {
  const used = new Set(pathColumns(mapping).map(({ position }) => position))
  return unmappedColumns(mapping, columns).filter(({ position }) => !used.has(position))
}
