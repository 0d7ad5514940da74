import { z } from 'zod'
import { errorKinds } from '../../../kernel/contract/error.ts'
import { type Json, jsonSchemaOf } from '../../../kernel/contract/json-schema.ts'
import type { AnyOperation } from '../../../kernel/contract/operation.ts'
import { type DescribedOperation, describedPath, describeOperation } from './described-operation.ts'
import { shareParameters, shareShapes } from './sharing.ts'

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

/** The OpenAPI 3.1 description of operations; pure, so that the committed copy can be compared. */
export function openApiDocument(operations: readonly AnyOperation[]): Json {
  const described: Record<string, Record<string, DescribedOperation>> = {}
  for (const operation of [...operations].sort((a, b) => a.name.localeCompare(b.name)))
    described[describedPath(operation)] = {
      ...described[describedPath(operation)],
      [operation.method.toLowerCase()]: describeOperation(operation),
    }
  const sorted = Object.fromEntries(Object.entries(described).sort(([a], [b]) => a.localeCompare(b)))
  const schemas: Record<string, Json> = { Problem: problemSchema }
  const paths = shareShapes(sorted, schemas) as typeof described
  const parameters = shareParameters(Object.values(paths).flatMap((path) => Object.values(path)))
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
    paths,
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

const problemSchema: Json = jsonSchemaOf(
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
