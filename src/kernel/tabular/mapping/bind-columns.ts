import { comparable } from '../comparable-text.ts'
import type { ColumnRef } from '../finding.ts'
import type { Mapping } from './mapping.ts'

/** A column that the mapping names and the file does not have in that place. */
export type ColumnMismatch = {
  readonly expected: ColumnRef
  /** The header the file has in that position; null when the file has fewer columns. */
  readonly found_header: string | null
  /** Where the file has the expected header instead: a hint for the person, never used by itself. */
  readonly found_at: readonly number[]
}

/**
 * Compares every column the mapping names with the file, by position **and** header: headers repeat in real files, and a
 * column that was inserted or moved must not fill the wrong field. Headers are compared in their comparable form.
 */
export function columnMismatches(mapping: Mapping, columns: readonly ColumnRef[]): ColumnMismatch[] {
  const headers = new Map(columns.map((column) => [column.position, comparable(column.header)]))
  return namedColumns(mapping)
    .filter((expected) => headers.get(expected.position) !== comparable(expected.header))
    .map(({ position, header }) => ({
      expected: { position, header },
      found_header: columns.find((column) => column.position === position)?.header ?? null,
      found_at: columns
        .filter((column) => comparable(column.header) === comparable(header))
        .map((column) => column.position),
    }))
}

/** The file's columns that fill nothing. Their cells are kept in the raw values all the same. */
export function unmappedColumns(mapping: Mapping, columns: readonly ColumnRef[]): ColumnRef[] {
  const named = new Set(namedColumns(mapping).map((column) => column.position))
  return columns.filter((column) => !named.has(column.position))
}

function namedColumns(mapping: Mapping): ColumnRef[] {
  const joined = mapping.columns.flatMap(({ parse }) => (parse.kind === 'joined' ? parse.with : []))
  return [...mapping.key.columns, ...mapping.columns, ...joined]
}
