import type { Field, FieldKind } from '../../kernel/register/field.ts'
import type { AnyRegister, Spine } from '../../kernel/register/register.ts'

/** SQL types of columns by kind of field, for the tables and for rows that are sent to them. */
export const fieldTypes: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  long_text: 'text',
  choice: 'text',
  choices: 'text[]',
  boolean: 'boolean',
  integer: 'int',
  date: 'date',
  list: 'text[]',
  person: 'uuid',
  record: 'uuid',
}
/** SQL types of the columns every record has, by name. */
const spineTypes: Record<keyof Spine | 'custom', string> = {
  id: 'uuid',
  version: 'int',
  state: 'text',
  owner_id: 'uuid',
  created_at: 'timestamptz',
  created_by: 'uuid',
  updated_at: 'timestamptz',
  updated_by: 'uuid',
  archived_at: 'timestamptz',
  custom: 'jsonb',
}

/** Columns of a register with their SQL types, each once. @throws for a name it does not have. */
export function columnTypes(
  register: AnyRegister,
  names: Iterable<string>,
): Readonly<Record<string, string>> {
  const types: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      Object.entries(register.fields).map(([name, { kind }]) => [name, fieldTypes[kind]]),
    ),
    ...spineTypes,
  }
  return Object.fromEntries(
    [...new Set(names)].map((name) => {
      const type = types[name]
      if (type === undefined) throw new Error(`The register ${register.name} has no column ${name}.`)
      return [name, type]
    }),
  )
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/** The column of a declared field, with its constraint. */
function columnSql(name: string, field: Field): string {
  const values = field.values.map(literal).join(', ')
  const column = `${name} ${fieldTypes[field.kind]}${field.required ? ' not null' : ''}`
  switch (field.kind) {
    case 'text':
      return field.required
        ? `${column} check (char_length(${name}) between 1 and ${field.max})`
        : `${column} check (char_length(${name}) <= ${field.max})`
    case 'long_text':
      return `${column} check (char_length(${name}) <= ${field.max})`
    case 'choice':
      return `${column} check (${name} in (${values}))`
    case 'choices':
      return `${column} check (${name} <@ array[${values}]::text[])`
    case 'integer':
      return `${column} check (${name} between ${field.min} and ${field.max})`
    case 'list':
      return `${column} check (cardinality(${name}) <= ${field.max})`
    case 'boolean':
    case 'date':
    case 'person':
    case 'record':
      return column
  }
}

const referenced = (field: Field): string | undefined => {
  if (field.kind === 'person') return 'person'
  return field.kind === 'record' ? field.register.replaceAll('-', '_') : undefined
}

/**
 * The table of a register, as its migration creates it: real columns, real constraints, every foreign key
 * within the organization. A migration keeps the text; a test holds the table against the declaration.
 */
export function tableSql(register: AnyRegister, schema = 'app'): string {
  const states = Object.keys(register.lifecycle.states).map(literal).join(', ')
  const keys = Object.entries(register.fields).flatMap(([name, field]) => {
    const target = referenced(field)
    return target
      ? [`foreign key (organization_id, ${name}) references app.${target} (organization_id, id)`]
      : []
  })
  const lines = [
    'organization_id uuid not null references app.organization',
    'id uuid not null',
    'version int not null check (version > 0)',
    `state text not null check (state in (${states}))`,
    'owner_id uuid',
    ...Object.entries(register.fields).map(([name, field]) => columnSql(name, field)),
    "custom jsonb not null default '{}'",
    'created_at timestamptz not null',
    'created_by uuid',
    'updated_at timestamptz not null',
    'updated_by uuid',
    'archived_at timestamptz',
    'primary key (organization_id, id)',
    ...['owner_id', 'created_by', 'updated_by'].map(
      (name) => `foreign key (organization_id, ${name}) references app.person (organization_id, id)`,
    ),
    ...keys,
  ]
  return `create table ${schema}.${register.table} (\n  ${lines.join(',\n  ')}\n);\n`
}

/** Whether a field lists requirements: records are then found by what they name, with an index of its own. */
export const namesRequirements = (field: Field): boolean =>
  field.kind === 'list' && field.requirement !== null

/** The whole migration of a new register: its table, then the statements that make it one. */
export function migrationSql(register: AnyRegister): string {
  const searched = Object.entries(register.fields)
    .filter(([, field]) => field.search)
    .map(([name]) => literal(name))
  const enrolled = `select app.enroll_register('app.${register.table}', ${literal(register.name)}, ${literal(register.title)});\n`
  const search =
    searched.length > 0
      ? `select app.enroll_search('app.${register.table}', array[${searched.join(', ')}]);\n`
      : ''
  // The golden thread is read from both ends.
  const references = Object.entries(register.fields)
    .filter(([, field]) => field.kind === 'record')
    .map(([name]) => `create index on app.${register.table} (organization_id, ${name});\n`)
  const naming = Object.entries(register.fields)
    .filter(([, field]) => namesRequirements(field))
    .map(([name]) => `select app.enroll_naming('app.${register.table}', ${literal(name)});\n`)
  return `${tableSql(register)}${references.join('')}${enrolled}${search}${naming.join('')}`
}
