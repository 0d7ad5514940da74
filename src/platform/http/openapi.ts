import { z } from 'zod'
import { errorKinds } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return rest
}

const pathNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

/** Kinds any operation may answer with, beyond those its contract names. */
const everywhere = ['invalid-input', 'not-signed-in', 'not-permitted', 'unexpected'] as const

function responses(operation: AnyOperation): Json {
  const kinds = [
    ...everywhere,
    ...operation.errors,
    ...(operation.versioned ? (['version-required', 'version-conflict'] as const) : []),
  ]
  const byStatus = new Map<number, string[]>()
  for (const kind of new Set(kinds))
    byStatus.set(errorKinds[kind], [...(byStatus.get(errorKinds[kind]) ?? []), kind])
  const failures = [...byStatus].map(([status, names]) => [
    String(status),
    {
      description: names.join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ])
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

/** The OpenAPI 3.1 description of operations; pure, so that the committed copy can be compared. */
export function openApiDocument(operations: readonly AnyOperation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of [...operations].sort((a, b) => a.name.localeCompare(b.name))) {
    const path = `/api${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  const sorted = Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b)))
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
    paths: sorted,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline_session' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
      },
      schemas: { Problem: problemSchema },
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
    facts: z.record(z.string(), z.json()),
  }),
  'output',
)
