import { z } from 'zod'
import { errorKinds } from '../../kernel/contract/error.ts'
import { type AnyOperation, possibleErrors } from '../../kernel/contract/operation.ts'

type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return withoutDefinitions(rest) as Json
}

const pathNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

/** One described failure for each status: the kinds that it stands for. */
function failureResponses(): Record<string, Json> {
  const kinds = Object.entries(errorKinds)
  return Object.fromEntries(
    [...new Set(kinds.map(([, status]) => status))].map((status) => [
      String(status),
      {
        description: kinds.flatMap(([kind, of]) => (of === status ? [kind] : [])).join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function responses(operation: AnyOperation): Json {
  const statuses = [...new Set(possibleErrors(operation).map((kind) => errorKinds[kind]))].sort()
  const failures = statuses.map((status) => [String(status), { $ref: `#/components/responses/${status}` }])
  const content = operation.file
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(operation.output, 'output') } }
  return {
    [String(operation.status)]: { description: operation.summary, content },
    ...Object.fromEntries(failures),
  }
}

function describe(operation: AnyOperation): Json {
  const input = schemaOf(operation.input, 'input')
  const properties = { ...(input.properties as Record<string, Json> | undefined) }
  const required = new Set((input.required as string[] | undefined) ?? [])
  const parameters: Json[] = []
  for (const name of pathNames(operation.path)) {
    parameters.push({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })
    delete properties[name]
  }
  if (operation.versioned) {
    delete properties.expected_version
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The version the change is based on, from ETag.',
      schema: { type: 'string', pattern: '^"[0-9]+"$' },
    })
  }
  if (operation.method === 'POST' && operation.kind === 'command')
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'The same key and request are carried out once; the stored answer is repeated.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    })
  const inQuery = operation.method === 'GET' || operation.method === 'DELETE'
  if (inQuery)
    for (const [name, schema] of Object.entries(properties))
      parameters.push({ name, in: 'query', required: required.has(name), schema })
  const body: Json = {
    ...input,
    properties,
    required: [...required].filter((name) => name in properties),
  }
  const requestBody = operation.upload
    ? {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { input: body, file: { type: 'string', format: 'binary' } },
            },
          },
        },
      }
    : { required: true, content: { 'application/json': { schema: body } } }
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.')[0]],
    description: `Needs the permission \`${operation.permission}\`.${
      operation.events.length > 0
        ? ` Records ${operation.events.map((event) => `\`${event}\``).join(', ')}.`
        : ''
    }`,
    parameters,
    ...(inQuery || Object.keys(properties).length === 0 ? {} : { requestBody }),
    responses: responses(operation),
  }
}

/**
 * Moves every schema that carries a title into the components, once, and refers to it.
 * @throws when one title stands for two shapes.
 */
function hoistTitled(value: unknown, schemas: Record<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => hoistTitled(one, schemas))
  if (!isJson(value)) return value
  const inner: Json = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, hoistTitled(one, schemas)]),
  )
  if (typeof inner.title !== 'string' || inner.type !== 'object') return inner
  const known = schemas[inner.title]
  if (known && JSON.stringify(known) !== JSON.stringify(inner))
    throw new Error(`Two different schemas are called ${inner.title}.`)
  schemas[inner.title] = inner
  return { $ref: `#/components/schemas/${inner.title}` }
}

/** Lists share their filters: parameters of the query that several operations take alike are described once. */
function hoistParameters(paths: Record<string, Json>): Record<string, Json> {
  const operations = Object.values(paths).flatMap(
    (path) => Object.values(path) as { tags: string[]; parameters: Json[] }[],
  )
  const uses = new Map<string, number>()
  const keyOf = (tag: string, parameter: Json) => `${tag} ${JSON.stringify(parameter)}`
  for (const { tags, parameters } of operations)
    for (const one of parameters)
      uses.set(keyOf(tags[0] ?? '', one), (uses.get(keyOf(tags[0] ?? '', one)) ?? 0) + 1)
  const shared: Record<string, Json> = {}
  for (const operation of operations) {
    const tag = operation.tags[0] ?? ''
    operation.parameters = operation.parameters.map((one) => {
      if (one.in !== 'query' || (uses.get(keyOf(tag, one)) ?? 0) < 2) return one
      const name = `${tag}.${String(one.name)}`
      shared[name] ??= one
      return JSON.stringify(shared[name]) === JSON.stringify(one)
        ? { $ref: `#/components/parameters/${name}` }
        : one
    })
  }
  return shared
}

/** The OpenAPI 3.1 description of operations; pure, so that the committed copy can be compared. */
export function openApiDocument(operations: readonly AnyOperation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of [...operations].sort((a, b) => a.name.localeCompare(b.name))) {
    const path = `/api${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  const sorted = Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b)))
  const schemas: Record<string, Json> = { Problem: problemSchema }
  const hoisted = hoistTitled(sorted, schemas) as Record<string, Json>
  const parameters = hoistParameters(hoisted)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plumbline',
      version: '1',
      summary: 'The AI management system for ISO/IEC 42001 that an organization runs itself.',
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ session: [] }, { key: [] }],
    tags: [...new Set(operations.map(({ name }) => name.split('.')[0] ?? name))]
      .sort()
      .map((name) => ({ name })),
    paths: hoisted,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline_session' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
      },
      schemas,
      parameters,
      responses: failureResponses(),
    },
  }
}

const problemSchema: Json = schemaOf(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    kind: z.enum(Object.keys(errorKinds) as [string, ...string[]]),
    issues: z.array(z.object({ path: z.string(), message: z.string() })),
    facts: z.record(z.string(), z.unknown()),
  }),
  'output',
)
