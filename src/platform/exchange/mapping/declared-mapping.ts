import { type ImportMapping, importMappingSchema } from '../../../kernel/register/exchange.ts'
import { type Field, person } from '../../../kernel/register/field.ts'
import { type AnyRegister, givenFields, spineKeys } from '../../../kernel/register/register.ts'
import type { ColumnRef } from '../../../kernel/tabular/finding.ts'
import { headerFingerprint } from '../../../kernel/tabular/mapping/header-fingerprint.ts'
import { referenceColumns } from '../../registers/read/titles.ts'
import { titleHeader } from '../export/export-cell.ts'
import { identityColumns, isReference } from '../row/row-reader.ts'

const answers = ({ values }: Field) => Object.fromEntries(values.map((value) => [value, value]))
const longest = ({ max }: Field) => (max > 0 ? { max_length: max } : {})

/** How a cell is read that holds what an export writes. What it cannot hold is an error, never a guess. */
function declaredParse(field: Field): object {
  const strict = { on_unknown: 'error', blank_words: [] }
  switch (field.kind) {
    case 'long_text':
      return { kind: 'long_text', ...longest(field), blank_words: [] }
    case 'choice':
      return { kind: 'choice', values: answers(field), ...strict }
    case 'choices':
      return { kind: 'list', values: answers(field), empty_words: ['none'], ...strict }
    case 'list':
      return { kind: 'list', separators: [';', '\n'], empty_words: ['none'], ...strict }
    case 'boolean':
      return { kind: 'boolean', ...strict }
    case 'integer':
      return { kind: 'number', ...strict }
    case 'date':
      return { kind: 'date', formats: ['YYYY-MM-DD'], ...strict }
    case 'text':
      return { kind: 'text', ...longest(field), blank_words: [] }
    case 'person':
    case 'record':
      return { kind: 'text', blank_words: [] }
  }
}

/** The headers that an export may bring and an import does not set: what the server decides, and titles beside ids. */
const shownOnly = (register: AnyRegister): Set<string> =>
  new Set<string>([
    ...spineKeys,
    ...Object.keys(register.fields).filter((name) => register.fields[name]?.computed),
    ...referenceColumns(register).map(titleHeader),
  ])

/**
 * The mapping of a file whose headers are the register's own names, as an export writes them: there is nothing to
 * guess, so it needs no review first.
 * @returns undefined for any other file.
 */
export function declaredMapping(
  register: AnyRegister,
  columns: readonly ColumnRef[],
): ImportMapping | undefined {
  const headers = columns.map(({ header }) => header.trim())
  const present = new Set(headers)
  if (present.size < headers.length) return undefined
  const given = new Map<string, Field>([...givenFields(register), ['owner_id', person()]])
  const byTitle = new Map(
    [...given].flatMap(([name, field]): [string, string][] =>
      isReference(field) && !present.has(name) ? [[titleHeader(name), name]] : [],
    ),
  )
  const leftOut = shownOnly(register)
  const mapped: object[] = []
  for (const [index, { position, header }] of columns.entries()) {
    const name = headers[index] ?? ''
    const target = given.has(name) ? name : byTitle.get(name)
    const field = target === undefined ? undefined : given.get(target)
    if (target !== undefined && field)
      mapped.push({
        position,
        header,
        field: target,
        required: field.required && !isReference(field),
        parse: declaredParse(field),
      })
    else if (name === identityColumns.id)
      mapped.push({ position, header, field: name, parse: { kind: 'text', blank_words: [] } })
    else if (name === identityColumns.version && present.has(identityColumns.id))
      mapped.push({
        position,
        header,
        field: name,
        parse: { kind: 'number', on_unknown: 'error', blank_words: [] },
      })
    else if (!leftOut.has(name)) return undefined
  }
  const key = columns.filter((_column, index) =>
    [identityColumns.id, register.title].includes(headers[index] ?? ''),
  )
  if (key.length === 0) return undefined
  const fingerprint = headerFingerprint(columns)
  return importMappingSchema.parse({
    name: `declared-${fingerprint.slice(0, 12)}`,
    register: register.name,
    title: `Named as the fields of ${register.plural}`,
    source: { columns: columns.length, header_fingerprint: fingerprint },
    key: { columns: key.map(({ position, header }) => ({ position, header })) },
    columns: mapped,
    blank_words: [],
  })
}
