import type { FastifyRequest } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import type { Upload } from '../operations/scope.ts'
import { nestsTooDeep, tooDeep } from './nesting.ts'

/** The input and file of a request, before the contract's schema sees them. */
export interface Bound {
  readonly input: Record<string, unknown>
  readonly upload?: Upload
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The version that a change is based on, from `If-Match: "3"`.
 * @throws version-required without the header, invalid-input when it is not one strong entity tag.
 */
export function expectedVersion(header: string | undefined): number {
  if (header === undefined)
    throw new OperationError(
      'version-required',
      'Nothing was changed: send If-Match with the version (ETag) that your change is based on.',
    )
  const match = /^"(\d{1,9})"$/.exec(header.trim())
  if (!match)
    throw new OperationError(
      'invalid-input',
      'Nothing was changed: If-Match must hold one version in quotes, such as "3".',
      {
        issues: [{ path: 'If-Match', message: 'must be one version in quotes' }],
      },
    )
  return Number(match[1])
}

async function fromForm(request: FastifyRequest): Promise<Bound> {
  const part = await request.file()
  if (!part)
    throw new OperationError(
      'invalid-input',
      'Nothing was changed: the form holds no file. Send it in the field "file".',
    )
  const field = part.fields.input
  const text = field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : '{}'
  let input: unknown
  if (nestsTooDeep(text)) throw new OperationError('invalid-input', `Nothing was changed: ${tooDeep}`)
  try {
    input = JSON.parse(text)
  } catch {
    throw new OperationError(
      'invalid-input',
      'Nothing was changed: the form field "input" must hold JSON and stand before the file.',
    )
  }
  if (!isObject(input))
    throw new OperationError(
      'invalid-input',
      'Nothing was changed: the form field "input" must hold a JSON object.',
    )
  return { input, upload: { file_name: part.filename, bytes: await part.toBuffer() } }
}

/** Gathers an operation's one input object from path, query string or body, and `If-Match`. */
export async function bind(operation: AnyOperation, request: FastifyRequest): Promise<Bound> {
  const path = isObject(request.params) ? request.params : {}
  const version = operation.versioned
    ? { expected_version: expectedVersion(request.headers['if-match']) }
    : {}
  if (operation.upload) {
    const { input, ...file } = await fromForm(request)
    return { input: { ...input, ...path, ...version }, ...file }
  }
  const fromQuery = operation.method === 'GET' || operation.method === 'DELETE'
  const sent = fromQuery ? request.query : (request.body ?? {})
  if (!isObject(sent))
    throw new OperationError('invalid-input', 'Nothing was changed: the body must be a JSON object.')
  return { input: { ...sent, ...path, ...version } }
}
