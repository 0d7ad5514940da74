import { readFile } from 'node:fs/promises'
import { text as readText } from 'node:stream/consumers'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import { UsageError } from '../command.ts'
import { fieldNamed, operationFields, pathParameters } from './operation-field.ts'

/** What a person typed after the name of an operation. */
export interface CallArguments {
  readonly input: Readonly<Record<string, unknown>>
  readonly file?: string
  readonly out?: string
  readonly idempotencyKey?: string
  readonly json: boolean
  readonly all: boolean
}

const switches = new Set(['json', 'all'])
const settings = new Set(['input', 'file', 'out', 'if-match', 'idempotency-key'])

/** Names that the command line itself takes, so that no operation may have a field called so. */
export const ownNames: ReadonlySet<string> = new Set([...switches, ...settings])

type Input = Record<string, unknown>
const isObject = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function wholeInput(given: string | undefined): Promise<Input> {
  if (given === undefined) return {}
  const text =
    given === '-'
      ? await readText(process.stdin)
      : given.trimStart().startsWith('{')
        ? given
        : await readFile(given, 'utf8')
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // Said below, the same as for JSON that is no object.
  }
  throw new UsageError(
    '--input takes one JSON object: itself, the name of a file that holds it, or - to read it.',
  )
}

interface Typed {
  readonly positionals: readonly string[]
  readonly named: readonly (readonly [name: string, value: string])[]
  readonly switched: ReadonlySet<string>
}

/** Tells names, values and the rest apart: `--name value` and `--name=value`. */
function takeApart(args: readonly string[]): Typed {
  const positionals: string[] = []
  const named: [string, string][] = []
  const switched = new Set<string>()
  const rest = [...args]
  for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
    if (!one.startsWith('--')) {
      positionals.push(one)
      continue
    }
    const at = one.indexOf('=')
    const name = one.slice(2, at < 0 ? undefined : at)
    if (switches.has(name)) {
      switched.add(name)
      continue
    }
    const value = at < 0 ? rest.shift() : one.slice(at + 1)
    if (value === undefined) throw new UsageError(`--${name} takes a value.`)
    named.push([name, value])
  }
  return { positionals, named, switched }
}

/** Puts a value where its path leads; a list that is named again grows. */
function place(input: Input, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length > 0) {
    const inner = input[key]
    const object = isObject(inner) ? inner : {}
    input[key] = object
    place(object, rest, value)
    return
  }
  const before = input[key]
  input[key] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value
}

function version(text: string): number {
  const found = /^"?(\d{1,9})"?$/.exec(text)
  if (!found) throw new UsageError(`--if-match takes a version, such as 3, not "${text}".`)
  return Number(found[1])
}

/**
 * Reads what was typed as the input of an operation, checked against its contract before anything is sent.
 * @throws UsageError saying what does not fit.
 */
export async function readArguments(
  operation: AnyOperation,
  args: readonly string[],
): Promise<CallArguments> {
  const { positionals, named, switched } = takeApart(args)
  const own = new Map(named.filter(([name]) => settings.has(name)))
  const fields = operationFields(operation)
  const input = await wholeInput(own.get('input'))
  const parameters = pathParameters(operation)
  if (positionals.length > parameters.length)
    throw new UsageError(
      `${operation.name} takes ${parameters.length === 0 ? 'nothing' : parameters.map((name) => name.toUpperCase()).join(' ')} before its fields; fields are named: --field value.`,
    )
  for (const [index, text] of positionals.entries()) {
    const name = parameters[index] ?? ''
    place(input, [name], fieldNamed(operation, fields, name).read(text))
  }
  for (const [name, text] of named) {
    if (settings.has(name)) continue
    const field = fieldNamed(operation, fields, name)
    place(input, field.path, field.read(text))
  }
  const match = own.get('if-match')
  if (match !== undefined) input.expected_version = version(match)
  if (operation.versioned && input.expected_version === undefined)
    throw new UsageError(
      'Say on which version the change is based: --if-match VERSION. Reading the record shows its version.',
    )
  check(operation, input)
  return {
    input,
    json: switched.has('json'),
    all: switched.has('all'),
    ...optional('file', own.get('file')),
    ...optional('out', own.get('out')),
    ...optional('idempotencyKey', own.get('idempotency-key')),
  }
}

const optional = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string }

function check(operation: AnyOperation, input: Input): void {
  const parsed = operation.input.safeParse(input)
  if (parsed.success) return
  const lines = parsed.error.issues.map(({ path, message }) => `\n  ${path.join('.') || 'input'}: ${message}`)
  throw new UsageError(`Nothing was sent. ${operation.name} does not take this:${lines.join('')}`)
}
