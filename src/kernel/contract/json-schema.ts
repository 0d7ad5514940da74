import { z } from 'zod'

/** A JSON schema, or a part of a document that is made of such. */
export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Formats that say all that zod's pattern beside them says. */
const saidByFormat: ReadonlySet<unknown> = new Set(['uuid', 'date', 'date-time'])

/** Leaves out what tells a reader nothing: patterns that repeat a format, limits at the ends of the safe integers. */
function withoutNoise(schema: Json): void {
  if (saidByFormat.has(schema.format)) delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

/** Replaces what refers to a definition of "any JSON" (zod spells it as a recursive one) by a schema that allows all. */
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

/** A record with known keys names each of them as a property: so readers and generators of clients expect it. */
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

/** What a contract's schema says, as JSON Schema 2020-12: of what is sent, or of what is answered. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => withoutNoise(jsonSchema as Json),
  }) as Json
  return withoutDefinitions(rest) as Json
}
