import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { type ImportMapping, importMappingSchema } from '../../../kernel/register/exchange.ts'
import { type Field, person } from '../../../kernel/register/field.ts'
import { type AnyRegister, givenFields } from '../../../kernel/register/register.ts'
import { spoken } from '../../../kernel/register/spoken.ts'
import { headerFingerprint } from '../../../kernel/tabular/mapping/header-fingerprint.ts'
import { type SuggestibleField, suggestMapping } from '../../../kernel/tabular/mapping/suggest-mapping.ts'
import type { Table } from '../../tabular/table.ts'
import type { Reading } from '../exchange-rules.ts'
import { identityColumns, isReference, referenceFields } from '../row/row-reader.ts'
import { declaredMapping } from './declared-mapping.ts'

export type MappingSource = 'shipped' | 'sent' | 'earlier-import' | 'declared' | 'suggested'

export interface ChosenMapping {
  readonly mapping: ImportMapping
  readonly source: MappingSource
  readonly confidence: Readonly<Record<string, number>>
}

/** The mappings that may be named: those shipped, and the latest of each name that was used. */
export interface KnownMapping {
  readonly mapping: ImportMapping
  readonly source: 'shipped' | 'earlier-import'
}

const SAMPLED_ROWS = 50

/** SHA-256 (hex) of a mapping: two imports with equal ones read equal cells equally. */
export const mappingHash = (mapping: ImportMapping): string =>
  createHash('sha256').update(JSON.stringify(mapping)).digest('hex')

/**
 * The mappings that may be named for a register: those that come with the product, then the last ones that imports
 * used.
 */
export async function knownMappings(
  register: AnyRegister,
  scope: Reading,
  shipped: readonly ImportMapping[],
): Promise<KnownMapping[]> {
  const used = await scope.rows<{ mapping: unknown }>(sql`
    select distinct on (mapping_name) mapping from app.import
    where register = ${register.name} order by mapping_name, id desc limit 200`)
  const names = new Set(shipped.map(({ name }) => name))
  return [
    ...shipped.map((mapping) => ({ mapping, source: 'shipped' as const })),
    ...used.flatMap(({ mapping }) => {
      const read = importMappingSchema.safeParse(mapping)
      return read.success && !names.has(read.data.name)
        ? [{ mapping: read.data, source: 'earlier-import' as const }]
        : []
    }),
  ]
}

/**
 * The mapping to use: the one that was sent or named, else a known one that was made for this form, else the
 * register's own when the headers are its names, else a suggestion.
 * @throws invalid-input for a name nobody knows, or a mapping that does not suit the register.
 */
export async function chooseMapping(
  register: AnyRegister,
  known: readonly KnownMapping[],
  table: Table,
  wanted: string | ImportMapping | undefined,
): Promise<ChosenMapping> {
  if (typeof wanted === 'object') {
    assertSuits(register, wanted)
    return { mapping: wanted, source: 'sent', confidence: {} }
  }
  const fingerprint = headerFingerprint(table.columns)
  const found = known.find(({ mapping }) =>
    wanted === undefined ? mapping.source.header_fingerprint === fingerprint : mapping.name === wanted,
  )
  if (found) return { ...found, confidence: {} }
  const declared = declaredMapping(register, table.columns)
  if (declared && (wanted === undefined || wanted === declared.name))
    return { mapping: declared, source: 'declared', confidence: {} }
  if (wanted === undefined) return suggestion(register, table)
  const names = known.map(({ mapping }) => mapping.name).join(', ')
  throw new OperationError(
    'invalid-input',
    `Nothing was changed: there is no mapping "${wanted}". ${names ? `Known are: ${names}.` : 'None is known yet: send one.'}`,
    { issues: [{ path: 'mapping', message: 'is not known' }] },
  )
}

/** @throws invalid-input when a mapping fills what the register does not have, or leaves its title empty. */
function assertSuits(register: AnyRegister, mapping: ImportMapping): void {
  const references = new Set(referenceFields(register).map(([name]) => name))
  const fields = new Set([
    ...givenFields(register).map(([name]) => name),
    'owner_id',
    ...Object.values(identityColumns),
  ])
  const plain = mapping.columns.map((column) => ('field' in column ? column.field : undefined))
  const issues = [
    ...(mapping.register === register.name
      ? []
      : [{ path: 'mapping.register', message: `is ${mapping.register}, not ${register.name}` }]),
    ...plain.flatMap((name, index) =>
      name === undefined || fields.has(name)
        ? []
        : [{ path: `mapping.columns.${index}.field`, message: `${name} is no field of ${register.name}` }],
    ),
    ...Object.keys(mapping.constants)
      .filter((name) => !fields.has(name))
      .map((name) => ({ path: `mapping.constants.${name}`, message: `is no field of ${register.name}` })),
    ...Object.keys(mapping.paths)
      .filter((name) => !references.has(name) || plain.includes(name))
      .map((name) => ({
        path: `mapping.paths.${name}`,
        message: references.has(name) ? 'is filled by a column too' : 'is no field that points to a record',
      })),
    ...(plain.includes(register.title) ||
    register.title in mapping.constants ||
    plain.includes(identityColumns.id)
      ? []
      : [
          { path: 'mapping.columns', message: `no column fills ${register.title}, which every record needs` },
        ]),
  ]
  if (issues.length === 0) return
  const what = issues.map(({ path, message }) => `${path}: ${message}`).join('; ')
  throw new OperationError(
    'invalid-input',
    `Nothing was changed: the mapping does not suit this register. ${what}.`,
    { issues },
  )
}

const types: Partial<Record<Field['kind'], SuggestibleField['type']>> = {
  long_text: 'long_text',
  choice: 'choice',
  choices: 'list',
  boolean: 'boolean',
  integer: 'number',
  date: 'date',
  list: 'list',
}

function suggestible(name: string, field: Field): SuggestibleField {
  const choices = field.values.map((value) => ({ value, label: value.replaceAll('_', ' ') }))
  return {
    name,
    label: name.replace(/_id$/, '').replaceAll('_', ' '),
    type: types[field.kind] ?? 'text',
    ...(choices.length > 0 ? { choices } : {}),
    ...((field.kind === 'text' || field.kind === 'long_text') && field.max > 0
      ? { max_length: field.max }
      : {}),
    ...(isReference(field) ? { aliases: [name] } : {}),
  }
}

async function suggestion(register: AnyRegister, table: Table): Promise<ChosenMapping> {
  const samples: (readonly string[])[] = []
  for await (const { cells } of table.rows) {
    samples.push(cells)
    if (samples.length === SAMPLED_ROWS) break
  }
  const fields = [...givenFields(register), ['owner_id', person()] as const].map(([name, field]) =>
    suggestible(name, field),
  )
  const { confidence, columns, key, source } = suggestMapping(table.columns, fields, samples)
  const titled = columns.find((column) => 'field' in column && column.field === register.title)
  const [first] = columns
  const title = titled ?? first
  if (!title) throw new OperationError('invalid-input', 'Nothing was changed: the file has no columns.')
  const mapping = importMappingSchema.parse({
    name: `suggested-${source.header_fingerprint.slice(0, 12)}`,
    register: register.name,
    title: `Suggested for ${spoken(register.plural)}`,
    source,
    key: titled ? { columns: [{ position: title.position, header: title.header }] } : key,
    columns: columns.map((column) => {
      if (column.position === title.position)
        return {
          position: column.position,
          header: column.header,
          field: register.title,
          required: true,
          parse: { kind: 'text', max_length: register.fields[register.title]?.max ?? 200 },
        }
      return column.parse.kind === 'list'
        ? { ...column, parse: { ...column.parse, empty_words: ['none', '[]'] } }
        : column
    }),
  })
  return {
    mapping,
    source: 'suggested',
    confidence: Object.fromEntries(Object.entries(confidence).map(([at, value]) => [String(at), value])),
  }
}
