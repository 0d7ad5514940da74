import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { ImportMapping } from '../../../kernel/register/exchange.ts'
import type { Field, Fields } from '../../../kernel/register/field.ts'
import { type AnyRegister, givenFields } from '../../../kernel/register/register.ts'
import { changesSchema, newRecordSchema } from '../../../kernel/register/schema.ts'
import { cellReader } from '../../../kernel/tabular/cell/parse-cell.ts'
import { comparable } from '../../../kernel/tabular/comparable-text.ts'
import type { CellProblem, ColumnRef, Finding } from '../../../kernel/tabular/finding.ts'
import { bindMapping, type MappedRow, type SourceRow } from '../../../kernel/tabular/map-rows.ts'
import type { ColumnMismatch } from '../../../kernel/tabular/mapping/bind-columns.ts'
import type { FieldValue } from '../../../kernel/tabular/mapping/mapping.ts'
import { isId } from '../../ids.ts'
import { pathFrom, type RecordPath } from '../exchange-rules.ts'
import { exportedText } from '../export/export-cell.ts'
import { pathColumns } from '../mapping/mapped-columns.ts'
import { certainlyAllowed } from './allowed-value.ts'
import { idUnknown, valueNotAllowed } from './finding-text.ts'

/** A row of a file, read as the fields of a register. */
export interface ReadRow {
  readonly line: number
  /** The record that the row says it is about, and the version it was written on; null: the row's key decides. */
  readonly record: { readonly id: string; readonly version: number | null } | null
  /** Plain fields, as the register's schema leaves them; every mapped field is there, null when unknown. */
  readonly values: Readonly<Record<string, FieldValue>>
  /** Custom fields that hold something. */
  readonly custom: Readonly<Record<string, FieldValue>>
  /** Fields that point to records; null when the file names none. */
  readonly paths: Readonly<Record<string, RecordPath | null>>
  readonly raw: readonly string[]
  readonly key: MappedRow['key']
  readonly findings: readonly Finding[]
}

export type RowReader =
  | {
      readonly fits: true
      readonly read: (row: SourceRow) => ReadRow
      /** Whether the column of a field, were the value exported and imported, would read as this cell did. */
      readonly readsAs: (field: string, value: unknown, cell: FieldValue) => boolean
    }
  | { readonly fits: false; readonly mismatches: readonly ColumnMismatch[] }

export const isReference = (field: Field | undefined): boolean =>
  field?.kind === 'record' || field?.kind === 'person'

/** The fields that hold their own value and are given by the caller. */
export const plainFields = (register: AnyRegister): Fields =>
  Object.fromEntries(givenFields(register).filter(([, field]) => !isReference(field)))

/** The given fields that point to records, with the register they point to. */
export const referenceFields = (register: AnyRegister): [name: string, register: string][] => [
  ...givenFields(register).flatMap(([name, field]): [string, string][] =>
    isReference(field) ? [[name, field.kind === 'person' ? 'person' : field.register]] : [],
  ),
  ['owner_id', 'person'],
]

function pathMismatches(mapping: ImportMapping, columns: readonly ColumnRef[]): ColumnMismatch[] {
  const headerAt = (position: number) => columns.find((column) => column.position === position)?.header
  return pathColumns(mapping)
    .filter(({ position, header }) => comparable(headerAt(position) ?? '') !== comparable(header))
    .map((expected) => ({
      expected,
      found_header: headerAt(expected.position) ?? null,
      found_at: columns
        .filter(({ header }) => comparable(header) === comparable(expected.header))
        .map(({ position }) => position),
    }))
}

/** The columns that say which record a row is about, and the version that it was written on. */
export const identityColumns = { id: 'id', version: 'version' } as const

const MOST_REMEMBERED_TITLES = 10_000

/** SHA-256 of an import key. */
export const hashOfKey = (text: string): Buffer => createHash('sha256').update(text).digest()

/** SHA-256 of cells, as JSON. */
export const hashOfCells = (cells: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(cells)).digest()

/** Reads titles from cells: spaces made plain, and the mapping's words for "nothing" left out. */
function titleReader(mapping: ImportMapping): (cell: string) => string {
  const blank = new Set(['', ...mapping.blank_words].map(comparable))
  // Titles repeat from row to row, and comparing is the expensive part.
  const titles = new Map<string, string>()
  return (cell) => {
    const known = titles.get(cell)
    if (known !== undefined) return known
    const text = cell.replace(/\s+/g, ' ').trim()
    const title = blank.has(comparable(text)) ? '' : text
    if (titles.size < MOST_REMEMBERED_TITLES) titles.set(cell, title)
    return title
  }
}

/** Reads the path to a record from the cells of a row; null when all its levels are blank. */
function pathReader(mapping: ImportMapping) {
  const titleOf = titleReader(mapping)
  return (cells: readonly string[], levels: ImportMapping['paths'][string]): RecordPath | null => {
    const cellAt = ({ position }: ColumnRef) => titleOf(cells[position - 1] ?? '')
    const path = levels
      .map(({ title, attributes }) => ({
        title: cellAt(title),
        attributes: Object.fromEntries(
          Object.entries(attributes)
            .map(
              ([name, source]) => [name, 'column' in source ? cellAt(source.column) : source.value] as const,
            )
            .filter(([, value]) => value !== ''),
        ),
      }))
      .filter(({ title }) => title !== '')
    return path.length === 0 ? null : path
  }
}

/** Binds a mapping to a file's columns and to a register's fields. `read` must see every row once, in order. */
export function rowReader(
  register: AnyRegister,
  mapping: ImportMapping,
  columns: readonly ColumnRef[],
): RowReader {
  const bound = bindMapping(mapping, columns)
  const mismatches = [...(bound.fits ? [] : bound.mismatches), ...pathMismatches(mapping, columns)]
  if (!bound.fits || mismatches.length > 0) return { fits: false, mismatches }
  const fields = plainFields(register)
  const required = Object.keys(fields).filter((name) => fields[name]?.required)
  const whole = newRecordSchema({ ...register, fields }) as z.ZodType<Record<string, FieldValue>>
  const partial = changesSchema({ ...register, fields }) as z.ZodType<Record<string, FieldValue>>
  const references = new Set(referenceFields(register).map(([name]) => name))
  const columnOf = new Map(
    mapping.columns.flatMap((column): [string, ColumnRef][] =>
      'field' in column ? [[column.field, { position: column.position, header: column.header }]] : [],
    ),
  )
  const readPath = pathReader(mapping)

  const read = (source: SourceRow): ReadRow => {
    const mapped = bound.mapRow(source)
    const findings = [...mapped.findings]
    const given: Record<string, FieldValue> = {}
    const paths: Record<string, RecordPath | null> = {}
    for (const [name, value] of Object.entries(mapped.fields))
      if (references.has(name)) paths[name] = typeof value === 'string' ? pathFrom(value) : null
      else given[name] = value
    for (const [name, levels] of Object.entries(mapping.paths)) paths[name] = readPath(source.cells, levels)
    const { record, problem } = takeRecord(given)
    if (problem) findings.push({ ...problem, column: columnOf.get(identityColumns.id) ?? null })
    const certain =
      (record !== null || required.every((name) => name in given)) &&
      Object.entries(given).every(([name, value]) => {
        const field = fields[name]
        return field !== undefined && certainlyAllowed(field, value)
      })
    const parsed = certain ? undefined : (record ? partial : whole).safeParse(given)
    if (parsed?.success === false)
      for (const issue of parsed.error.issues) {
        const field = String(issue.path[0] ?? '')
        const column = columnOf.get(field) ?? null
        const known = findings.some(
          (one) => one.severity === 'error' && one.column?.position === column?.position,
        )
        if (!known) findings.push({ ...valueNotAllowed(field, issue.message), column })
      }
    const { line, raw, key } = mapped
    const custom = Object.fromEntries(Object.entries(mapped.custom).filter(([, value]) => value !== null))
    const values = parsed?.success ? parsed.data : given
    return { line, record, values, custom, paths, raw, key, findings }
  }

  const cellReaders = new Map(
    mapping.columns.flatMap((column) =>
      'field' in column ? [[column.field, cellReader(column.parse, mapping)] as const] : [],
    ),
  )
  const readsAs = (field: string, value: unknown, cell: FieldValue): boolean => {
    const again = cellReaders.get(field)?.(exportedText(value).trim(), () => '')
    return again !== undefined && JSON.stringify(again.value) === JSON.stringify(cell)
  }
  return { fits: true, read, readsAs }
}

/** Removes from a row's values those that identify its record. */
function takeRecord(given: Record<string, FieldValue>): {
  record: ReadRow['record']
  problem?: CellProblem
} {
  const { [identityColumns.id]: id = null, [identityColumns.version]: version = null } = given
  delete given[identityColumns.id]
  delete given[identityColumns.version]
  if (id === null) return { record: null }
  if (typeof id !== 'string' || !isId(id)) return { record: null, problem: idUnknown(String(id)) }
  return { record: { id, version: typeof version === 'number' ? version : null } }
}
