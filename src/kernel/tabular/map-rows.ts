import type { CellReader } from './cell/cell-reader.ts'
import { cellReader } from './cell/parse-cell.ts'
import type { ColumnRef, Finding } from './finding.ts'
import { error } from './finding.ts'
import type { ImportKey } from './import-key.ts'
import { importKeys } from './import-key.ts'
import type { ColumnMismatch } from './mapping/bind-columns.ts'
import { columnMismatches } from './mapping/bind-columns.ts'
import type { FieldValue, Mapping } from './mapping/mapping.ts'

/** A row as a file gives it. `line` is its first line (CSV) or its row number (XLSX). */
export type SourceRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly findings?: readonly Finding[]
}

export type MappedRow = {
  readonly line: number
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly custom: Readonly<Record<string, FieldValue>>
  /** Every cell of the row as the file has it, in column order, mapped or not. */
  readonly raw: readonly string[]
  readonly key: ImportKey
  readonly findings: readonly Finding[]
}

export type BoundMapping =
  | { readonly fits: true; readonly mapRow: (row: SourceRow) => MappedRow }
  | { readonly fits: false; readonly mismatches: readonly ColumnMismatch[] }

type BoundColumn = {
  readonly ref: ColumnRef
  readonly target: 'fields' | 'custom'
  readonly name: string
  readonly read: CellReader
  readonly required: boolean
  readonly fallback: boolean
}

/**
 * Binds a mapping to the columns of one file. When it fits, `mapRow` must be given every row of the file once, in order
 * (the key counts equals). `mapRow` never throws: what it cannot read is null and a finding.
 */
export function bindMapping(mapping: Mapping, columns: readonly ColumnRef[]): BoundMapping {
  const mismatches = columnMismatches(mapping, columns)
  if (mismatches.length > 0) return { fits: false, mismatches }
  const bound = mapping.columns.map(
    (column): BoundColumn => ({
      ref: { position: column.position, header: column.header },
      ...('field' in column
        ? { target: 'fields' as const, name: column.field }
        : { target: 'custom' as const, name: column.custom }),
      read: cellReader(column.parse, mapping),
      required: column.required,
      fallback: column.fallback,
    }),
  )
  const keyOf = importKeys(mapping)
  return { fits: true, mapRow: (row) => mapRow(row, bound, mapping.constants, keyOf) }
}

function mapRow(
  row: SourceRow,
  columns: readonly BoundColumn[],
  constants: Mapping['constants'],
  keyOf: ReturnType<typeof importKeys>,
): MappedRow {
  const cellAt = (column: ColumnRef) => row.cells[column.position - 1] ?? ''
  const values = {
    fields: { ...constants } as Record<string, FieldValue>,
    custom: {} as Record<string, FieldValue>,
  }
  const findings: Finding[] = [...(row.findings ?? [])]
  for (const column of columns) {
    const filled = values[column.target]
    if (column.fallback && (filled[column.name] ?? null) !== null) continue
    const { value, problems } = column.read(cellAt(column.ref).trim(), cellAt)
    filled[column.name] = value
    for (const problem of problems) findings.push({ ...problem, column: column.ref })
    if (column.required && value === null && problems.every((problem) => problem.severity === 'notice'))
      findings.push({ ...error('tabular.required_missing'), column: column.ref })
  }
  return { line: row.line, ...values, raw: row.cells, key: keyOf(cellAt), findings }
}
