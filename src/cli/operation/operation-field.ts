import { jsonSchemaOf } from '../../kernel/contract/json-schema.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import { UsageError } from '../command.ts'

/** JSON Schema as far as fields of an input need it. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly default?: unknown
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

/** One value of an operation's input, as the command line names it. */
export interface OperationField {
  /** `title`, or `changes.title` inside of another. */
  readonly name: string
  readonly path: readonly string[]
  readonly required: boolean
  /** What it may hold, in words. */
  readonly type: string
  readonly inPath: boolean
  /** @throws UsageError when a text cannot stand for a value. */
  readonly read: (text: string) => unknown
}

const isNull = ({ type }: Schema) => type === 'null'
/** A plain type that may be null is written as a list of two, anything else as one of several schemas. */
const choicesOf = (schema: Schema): readonly Schema[] =>
  typeof schema.type === 'object' ? schema.type.map((type) => ({ ...schema, type })) : (schema.anyOf ?? [])
const alternatives = (schema: Schema): Schema[] => choicesOf(schema).filter((one) => !isNull(one))
const isNullable = (schema: Schema): boolean => choicesOf(schema).some(isNull)
/** The one shape of a schema that may also be null; a schema with several shapes stays as it is. */
const bare = (schema: Schema): Schema => {
  const [one, ...others] = alternatives(schema)
  return one && others.length === 0 ? one : schema
}

function numberText({ type, minimum, maximum }: Schema): string {
  const range = minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? ''}..${maximum ?? ''}`
  return `${type}${range}`
}

function typeText(schema: Schema): string {
  const one = bare(schema)
  const nullable = isNullable(schema) ? ', or null' : ''
  if (one.enum) return `one of ${one.enum.join(', ')}${nullable}`
  switch (one.type) {
    case 'string': {
      const kinds: Record<string, string> = {
        uuid: 'id',
        date: 'date YYYY-MM-DD',
        'date-time': 'UTC instant',
      }
      const length = one.maxLength === undefined ? '' : `, at most ${one.maxLength} characters`
      return `${kinds[one.format ?? ''] ?? `text${length}`}${nullable}`
    }
    case 'integer':
    case 'number':
      return `${numberText(one)}${nullable}`
    case 'boolean':
      return `true or false${nullable}`
    case 'array':
      return one.items?.enum
        ? `any of ${one.items.enum.join(', ')}${nullable}`
        : `list of ${typeText(one.items ?? {})}, separated by commas${nullable}`
    case 'object':
      return `JSON object${nullable}`
    default:
      return choicesOf(one).length > 0 ? alternatives(one).map(typeText).join(' or ') : 'JSON'
  }
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--${name} takes JSON, and this is none: ${text}`)
  }
}

function read(name: string, schema: Schema, text: string): unknown {
  if (isNullable(schema) && text === 'null') return null
  const one = bare(schema)
  switch (one.type) {
    case 'string':
      return text
    case 'integer':
    case 'number':
      if (text.trim() === '' || !Number.isFinite(Number(text)))
        throw new UsageError(`--${name} takes a number, not "${text}".`)
      return Number(text)
    case 'boolean':
      if (text !== 'true' && text !== 'false')
        throw new UsageError(`--${name} takes true or false, not "${text}".`)
      return text === 'true'
    case 'array':
      return text.startsWith('[')
        ? json(name, text)
        : text.split(',').map((item) => read(name, one.items ?? {}, item.trim()))
    case 'object':
      return json(name, text)
    default:
      return /^[[{"]|^(null|true|false|-?\d)/.test(text) ? json(name, text) : text
  }
}

function fieldsOf(
  schema: Schema,
  inPath: ReadonlySet<string>,
  above: readonly string[] = [],
): OperationField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, one]): OperationField[] => {
    const path = [...above, key]
    const name = path.join('.')
    const inside = bare(one)
    const field: OperationField = {
      name,
      path,
      required: (schema.required ?? []).includes(key) && one.default === undefined,
      type: typeText(one),
      inPath: above.length === 0 && inPath.has(key),
      read: (text) => read(name, one, text),
    }
    return inside.properties && above.length === 0 ? [field, ...fieldsOf(inside, inPath, path)] : [field]
  })
}

/** The names of the parameters in an operation's path, in order. */
export const pathParameters = ({ path }: AnyOperation): string[] =>
  [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

/** Every value that an operation takes, from its contract; those inside of an object follow it. */
export function operationFields(operation: AnyOperation): OperationField[] {
  const schema = jsonSchemaOf(operation.input, 'input') as Schema
  return fieldsOf(schema, new Set(pathParameters(operation)))
}

/**
 * The field that a name on the command line means: its own, or that of a field inside exactly one other.
 * @throws UsageError when there is none, or several.
 */
export function fieldNamed(
  operation: AnyOperation,
  fields: readonly OperationField[],
  name: string,
): OperationField {
  const exact = fields.find((field) => field.name === name)
  if (exact) return exact
  const [inside, ...others] = fields.filter((field) => field.path.length > 1 && field.path.at(-1) === name)
  if (inside && others.length === 0) return inside
  throw new UsageError(
    inside
      ? `--${name} could be any of ${[inside, ...others].map((one) => `--${one.name}`).join(', ')}.`
      : `${operation.name} takes no --${name}. See what it takes with: plumbline help ${operation.name}`,
  )
}
