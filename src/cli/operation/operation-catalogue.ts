import type { AnyOperation } from '../../kernel/contract/operation.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { modules } from '../../modules/index.ts'
import { handlersOf } from '../../platform/module.ts'
import { UsageError } from '../command.ts'

const operations: readonly AnyOperation[] = handlersOf(modules)
  .map(({ operation }) => operation)
  .sort((a, b) => a.name.localeCompare(b.name))
const byName = new Map(operations.map((operation) => [operation.name, operation]))
const bySubject = Map.groupBy(operations, ({ name }) => name.split('.')[0] ?? name)
const registers: readonly AnyRegister[] = modules.flatMap((module) =>
  module.registers.map(({ register }) => register),
)

/** Every contract of the product by what it is about, in the order of the alphabet. */
export const operationsBySubject: ReadonlyMap<string, readonly AnyOperation[]> = new Map(
  [...bySubject].sort(([a], [b]) => a.localeCompare(b)),
)

/** What a word names: a subject of operations, or the plural of a register. */
export function subjectNamed(word: string): string | undefined {
  if (bySubject.has(word)) return word
  return registers.find(({ plural }) => plural === word)?.name
}

const verbOf = ({ name }: AnyOperation): string => name.slice(name.indexOf('.') + 1)

/**
 * The operation that words name: `risk.list`, or `risk list` in two.
 * @throws UsageError with what there is instead.
 */
export function operationNamed(subject: string, verb?: string): AnyOperation {
  const [first = '', rest = verb] = verb === undefined ? subject.split('.') : [subject, verb]
  const known = subjectNamed(first)
  if (known === undefined)
    throw new UsageError(
      `Nothing is called "${first}" here. There are: ${[...operationsBySubject.keys()].join(', ')}.`,
    )
  const found = byName.get(`${known}.${rest}`)
  if (found) return found
  const verbs = (bySubject.get(known) ?? []).map(verbOf).join(', ')
  throw new UsageError(
    rest === undefined
      ? `Say what to do with ${known}: ${verbs}.`
      : `${known} has no operation "${rest}". There are: ${verbs}.`,
  )
}

/**
 * The operation of a register, named in the singular or the plural, that exchanges files.
 * @throws UsageError when there is no such register, or its records are not imported.
 */
export function exchangeOperation(word: string, verb: 'preview-import' | 'export'): AnyOperation {
  const register = registers.find(({ name, plural }) => name === word || plural === word)
  const found = register && byName.get(`${register.name}.${verb}`)
  if (found) return found
  if (register?.not_imported) throw new UsageError(`Nothing was imported: ${register.not_imported}`)
  const able = registers.filter(({ name }) => byName.has(`${name}.${verb}`)).map(({ name }) => name)
  throw new UsageError(`There is no register "${word}" to use here. There are: ${able.join(', ')}.`)
}
