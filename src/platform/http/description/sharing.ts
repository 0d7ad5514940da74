import { isJson, type Json } from '../../../kernel/contract/json-schema.ts'
import type { DescribedOperation } from './described-operation.ts'

/**
 * Moves every shape that carries a title into the components, once, and refers to it.
 * @throws when one title stands for two shapes.
 */
export function shareShapes(value: unknown, schemas: Record<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => shareShapes(one, schemas))
  if (!isJson(value)) return value
  const inner: Json = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, shareShapes(one, schemas)]),
  )
  const { default: ifAbsent, ...shape } = inner
  if (typeof shape.title !== 'string' || !('type' in shape || 'anyOf' in shape || 'oneOf' in shape))
    return inner
  const known = schemas[shape.title]
  if (known && JSON.stringify(known) !== JSON.stringify(shape))
    throw new Error(`Two different schemas are called ${shape.title}.`)
  schemas[shape.title] = shape
  const reference = { $ref: `#/components/schemas/${shape.title}` }
  return ifAbsent === undefined ? reference : { ...reference, default: ifAbsent }
}

/**
 * Describes once each parameter that several operations take alike: under its own name where operations of many
 * subjects take it so, such as the key of a page, or under that of the one subject, such as the order of a list.
 */
export function shareParameters(operations: readonly DescribedOperation[]): Record<string, Json> {
  const uses = new Map<string, { readonly one: Json; readonly subjects: string[] }>()
  for (const { tags, parameters } of operations)
    for (const one of parameters) {
      const use = uses.get(JSON.stringify(one)) ?? { one, subjects: [] }
      use.subjects.push(...tags)
      uses.set(JSON.stringify(one), use)
    }
  const shared: Record<string, Json> = {}
  const references = new Map<string, Json>()
  // Where two parameters have one name, it goes to the one that is used more.
  const byUse = [...uses].sort(([, a], [, b]) => b.subjects.length - a.subjects.length)
  for (const [text, { one, subjects }] of byUse) {
    const name = new Set(subjects).size === 1 ? `${subjects[0]}.${one.name}` : String(one.name)
    if (subjects.length < 2 || name in shared) continue
    shared[name] = one
    references.set(text, { $ref: `#/components/parameters/${name}` })
  }
  for (const operation of operations)
    operation.parameters = operation.parameters.map((one) => references.get(JSON.stringify(one)) ?? one)
  return shared
}
