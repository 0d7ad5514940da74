import { z } from 'zod'

/** A JSON schema, or part of a document made of JSON schemas. */
export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Formats that make the pattern zod adds beside them redundant. */
const saidByFormat: ReadonlySet<unknown> = new Set(['uuid', 'date', 'date-time'])

/**
 * Removes what tells a reader nothing: patterns that repeat a format, and limits equal to the range of safe integers.
 */
function withoutNoise(schema: Json): void {
  if (saidByFormat.has(schema.format)) delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

/** Replaces references to zod's recursive definition of "any JSON" by a schema that allows anything. */
function withoutDefinitions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefinitions)
  if (!isJson(value)) return value
  if (typeof value.$ref === 'string' && value.$ref.startsWith('#/$defs/')) return {}
  return spelledOut(
    Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '$defs')
        .map(([key, one]) => [key, withoutDefinitions(one)]),
    ),
  )
}

/** Spells out each key of a record with known keys as a property, as readers and client generators expect. */
function spelledOut(schema: Json): Json {
  const { propertyNames, additionalProperties, ...rest } = schema
  const keys = isJson(propertyNames) ? propertyNames.enum : undefined
  if (!Array.isArray(keys) || !isJson(additionalProperties) || !('required' in schema)) return schema
  return {
    ...rest,
    properties: Object.fromEntries(keys.map((key) => [key, additionalProperties])),
    additionalProperties: false,
  }
}

/** A contract's schema as JSON Schema 2020-12, for what is sent (`input`) or what is answered (`output`). */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => withoutNoise(jsonSchema as Json),
  }) as Json
  return withoutDefinitions(rest) as Json
}
