import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import type { Presumption } from '../access/request/known-actors.ts'
import type { Departure } from '../db/departure.ts'
import type { Outcome, Runner } from '../operations/runner.ts'
import type { Actor } from '../operations/scope.ts'
import { bind } from './bind.ts'
import { departureOf } from './departure.ts'
import { notSignedIn } from './not-signed-in.ts'
import { kindOfRequest, type RequestKind } from './request-rate.ts'

/** Tells who sends a request; undefined when nobody is signed in. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor | undefined>

/** A file as an operation with `file` answers it: whole, or piece by piece when it may be large. */
export type FileAnswer = {
  readonly file_name: string
  readonly content_type: string
} & ({ readonly bytes: Buffer } | { readonly chunks: AsyncIterable<Uint8Array> })

const isRecord = (value: unknown): value is { version: number } =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number'

/** The version for `ETag`: of the answer itself, or of the record it holds. */
function versionIn(result: unknown): number | undefined {
  if (isRecord(result)) return result.version
  if (typeof result === 'object' && result !== null && 'record' in result && isRecord(result.record))
    return result.record.version
  return undefined
}

function nextCursorIn(result: unknown): string | null {
  if (typeof result !== 'object' || result === null || !('next_cursor' in result)) return null
  return typeof result.next_cursor === 'string' ? result.next_cursor : null
}

function nextLink(request: FastifyRequest, cursor: string): string {
  const [path, asked] = request.url.split('?', 2)
  const query = new URLSearchParams(asked)
  query.set('cursor', cursor)
  return `<${path}?${query}>; rel="next"`
}

const isFile = (operation: AnyOperation, result: unknown): result is FileAnswer =>
  operation.file && result !== null

function answer(
  operation: AnyOperation,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Outcome,
): FastifyReply {
  const result = outcome.replayed === undefined ? outcome.result : JSON.parse(outcome.replayed)
  if (isFile(operation, result))
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(result.file_name)}`)
      .header('content-security-policy', 'sandbox')
      .type(result.content_type)
      .send('bytes' in result ? result.bytes : Readable.from(result.chunks))
  const version = versionIn(result)
  if (version !== undefined) reply.header('etag', `"${version}"`)
  const cursor = nextCursorIn(result)
  if (cursor !== null) reply.header('link', nextLink(request, cursor))
  return reply.code(operation.status).type('application/json').send(JSON.stringify(result))
}

/**
 * Carries out a query for the person that the request most likely comes from.
 * @returns undefined when that cannot be presumed, did not hold or did not succeed: then the ordinary way, which asks
 * first who it is, gives the answer.
 */
async function answerPresumed(
  operation: AnyOperation,
  runner: Runner,
  request: FastifyRequest,
  presumption: Presumption | undefined,
  departure: Departure | undefined,
): Promise<Outcome | undefined> {
  if (!presumption || operation.kind !== 'query') return undefined
  const { actor, holds } = presumption
  try {
    const { input } = await bind(operation, request)
    return await runner.run(operation.name, { actor, input, holds, departure })
  } catch {
    // Nobody is there to be answered otherwise.
    departure?.assertThere()
    // The failure may have come before it was known who asks, so it is not answered: the ordinary way tries again.
    return undefined
  }
}

/** One route per operation, derived from its contract. */
export function operationRoutes(
  app: FastifyInstance,
  runner: Runner,
  authenticate: Authenticate,
  presume: (request: FastifyRequest) => Presumption | undefined = () => undefined,
  /** Refuses callers who ask too often. */
  admit?: (request: FastifyRequest, kind: RequestKind) => void,
): void {
  for (const { operation } of runner.handlers.values()) {
    app.route({
      method: operation.method,
      url: operation.path,
      ...(admit ? { onRequest: async (request) => admit(request, kindOfRequest(operation)) } : {}),
      handler: async (request, reply) => {
        const departure = operation.kind === 'query' ? departureOf(request.raw.socket, reply.raw) : undefined
        const presumed = await answerPresumed(operation, runner, request, presume(request), departure)
        if (presumed) return answer(operation, request, reply, presumed)
        const whoAsks = async () => {
          const actor = await authenticate(request)
          if (!actor) throw notSignedIn(request)
          runner.assertMay(actor, operation.permission)
          return actor
        }
        const first = await whoAsks()
        const { input, upload } = await bind(operation, request)
        // A file takes its time to arrive: whoever was disabled or signed out meanwhile has not sent it.
        const actor = upload ? await whoAsks() : first
        const key = operation.method === 'POST' ? request.headers['idempotency-key'] : undefined
        if (Array.isArray(key) || (key !== undefined && (key.length === 0 || key.length > 200)))
          throw new OperationError(
            'invalid-input',
            'Nothing was changed: Idempotency-Key must hold 1 to 200 characters.',
          )
        const outcome = await runner.run(operation.name, {
          actor,
          input,
          upload,
          idempotency_key: key,
          departure,
        })
        if (outcome.replayed !== undefined) reply.header('idempotency-replayed', 'true')
        return answer(operation, request, reply, outcome)
      },
    })
  }
}
