import { errorKinds } from '../../../kernel/contract/error.ts'
import { type Json, jsonSchemaOf } from '../../../kernel/contract/json-schema.ts'
import { type AnyOperation, possibleErrors } from '../../../kernel/contract/operation.ts'

/** An operation of an OpenAPI document, before what it shares with others is taken out. */
export interface DescribedOperation extends Json {
  readonly tags: readonly string[]
  parameters: readonly Json[]
}

const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version the change is based on, from ETag.',
  schema: { type: 'string', pattern: '^"[0-9]+"$' },
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and request are carried out once; the stored answer is repeated.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const pathNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

/** The address of an operation as OpenAPI writes it. */
export const describedPath = ({ path }: AnyOperation): string => `/api${path.replaceAll(/:(\w+)/g, '{$1}')}`

function responses(operation: AnyOperation): Json {
  const statuses = [...new Set(possibleErrors(operation).map((kind) => errorKinds[kind]))].sort()
  const failures = statuses.map((status) => [String(status), { $ref: `#/components/responses/${status}` }])
  const content = operation.file
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: jsonSchemaOf(operation.output, 'output') } }
  return {
    [String(operation.status)]: { description: operation.summary, content },
    ...Object.fromEntries(failures),
  }
}

/** What stands in the address and the headers, and what remains of the input for the query or the body. */
function placesOf(operation: AnyOperation) {
  const input = jsonSchemaOf(operation.input, 'input')
  const properties = { ...(input.properties as Record<string, Json> | undefined) }
  const parameters = pathNames(operation.path).map((name): Json => {
    const { [name]: schema = { type: 'string' } } = properties
    delete properties[name]
    return { name, in: 'path', required: true, schema }
  })
  if (operation.versioned) {
    delete properties.expected_version
    parameters.push(ifMatch)
  }
  if (operation.method === 'POST' && operation.kind === 'command') parameters.push(idempotencyKey)
  const required = ((input.required as string[] | undefined) ?? []).filter((name) => name in properties)
  return { input, properties, required, parameters }
}

const bodyOf = (operation: AnyOperation, body: Json): Json => ({
  required: true,
  content: operation.upload
    ? {
        'multipart/form-data': {
          schema: {
            ...(typeof body.title === 'string' ? { title: `${body.title}-with-file` } : {}),
            type: 'object',
            required: ['file'],
            properties: { input: body, file: { type: 'string', format: 'binary' } },
          },
        },
      }
    : { 'application/json': { schema: body } },
})

/** Describes an operation by its contract alone. */
export function describeOperation(operation: AnyOperation): DescribedOperation {
  const { input, properties, required, parameters } = placesOf(operation)
  const inQuery = operation.method === 'GET' || operation.method === 'DELETE'
  const asked = Object.entries(properties).map(
    ([name, schema]): Json => ({ name, in: 'query', required: required.includes(name), schema }),
  )
  const events = operation.events.map((event) => `\`${event}\``).join(', ')
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.')[0] ?? operation.name],
    description: `Needs the permission \`${operation.permission}\`.${events ? ` Records ${events}.` : ''}`,
    parameters: inQuery ? [...parameters, ...asked] : parameters,
    ...(inQuery || asked.length === 0
      ? {}
      : { requestBody: bodyOf(operation, { ...input, properties, required }) }),
    responses: responses(operation),
  }
}
