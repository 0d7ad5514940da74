import { existsSync } from 'node:fs'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'
import type { Access } from '../access/access.ts'
import { DepartedError } from '../db/departure.ts'
import type { LiveChanges } from '../live/live-changes.ts'
import { liveRoute } from '../live/live-route.ts'
import { translateDatabaseError } from '../operations/database-error.ts'
import type { Runner } from '../operations/runner.ts'
import { openApiDocument } from './description/openapi.ts'
import { referencePage } from './description/reference-page.ts'
import { readJsonBodies } from './json-body.ts'
import { operationRoutes } from './operation-routes.ts'
import { servePages } from './pages.ts'
import { fromHttpError, problemOf } from './problem.ts'
import type { RequestKind, RequestRate } from './request-rate.ts'
import { securityHeaders } from './security-headers.ts'
import { answerUnreadable } from './unreadable-request.ts'

export interface ServerOptions {
  readonly runner: Runner
  readonly access: Access
  /** Tells open pages what others change; without it pages learn it when they read again. */
  readonly live?: { readonly changes: LiveChanges; readonly beatMs?: number }
  /** The built web client; without it only the API is served. */
  readonly webRoot?: string
  readonly limits?: { readonly bodyBytes?: number; readonly uploadBytes?: number }
  /** How often one session or key may ask; unlimited when left out. */
  readonly rate?: RequestRate
  readonly log?: boolean
  /** How many proxies in front append the address they saw; anything beyond that may be made up by the client. */
  readonly trustedProxies?: number
}

/** The description of the API, for machines and people; made when first asked for. */
function describeRoutes(api: FastifyInstance, runner: Runner): void {
  let made: { json: string; html: string; css: string } | undefined
  const description = () => {
    if (made) return made
    const document = openApiDocument(runner.operations)
    made = { json: JSON.stringify(document), ...referencePage(runner.operations, document) }
    return made
  }
  api.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(description().json))
  api.get('/reference', async (_request, reply) => reply.type('text/html').send(description().html))
  api.get('/reference.css', async (_request, reply) => reply.type('text/css').send(description().css))
}

/** Answers a request that failed, as problem details. */
function refuse(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  // Operations translate database errors themselves; signing in is not an operation.
  const cause = translateDatabaseError(error)
  const known = cause instanceof OperationError ? cause : fromHttpError(error)
  // That somebody hung up is no failure of ours, and there is nobody to tell.
  if (!known && !(error instanceof DepartedError)) request.log.error(error)
  const wait = known?.facts.retry_after_seconds
  if (typeof wait === 'number') reply.header('retry-after', String(wait))
  const problem = problemOf(
    known ??
      new OperationError(
        'unexpected',
        `Something failed that should not have. Nothing was changed. Tell whoever runs this server the request id ${request.id}.`,
      ),
  )
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** Everything below `/api`: signing in, the operations, what is live, and their description. */
async function serveApi(api: FastifyInstance, options: ServerOptions): Promise<void> {
  api.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('cache-control', 'no-store')
    done()
  })
  // JSON and forms only: a plain-text body could be sent by a page of another site.
  api.removeContentTypeParser('text/plain')
  readJsonBodies(api)
  await options.access.routes(api)
  const { rate } = options
  // Whoever made a credential up is counted by address, or each guess would be a new caller.
  const admit = rate
    ? (request: FastifyRequest, kind: RequestKind) =>
        rate.take(options.access.callerOf(request) ?? request.ip, kind)
    : undefined
  operationRoutes(
    api,
    options.runner,
    (request) => options.access.authenticate(request),
    (request) => options.access.presume(request),
    admit,
  )
  if (options.live)
    liveRoute(api, {
      live: options.live.changes,
      authenticate: (request) => options.access.authenticate(request),
      stillSignedIn: (request) => options.access.stillSignedIn(request),
      beatMs: options.live.beatMs,
      admit: (request) => admit?.(request, 'read'),
    })
  describeRoutes(api, options.runner)
  api.get('/health', async () => ({ status: 'up' }))
  api.setNotFoundHandler(() => {
    throw new OperationError(
      'not-found',
      'There is nothing at this address. The API is described at /api/openapi.json.',
    )
  })
}

/** The HTTP server: operations below `/api`, the web client everywhere else. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const trusted = options.trustedProxies ?? 0
  const app = Fastify({
    logger: options.log ? { level: 'warn' } : false,
    bodyLimit: options.limits?.bodyBytes ?? 1_048_576,
    trustProxy: trusted > 0 ? (_address: string, hop: number) => hop < trusted : false,
    routerOptions: { maxParamLength: 200 },
    // Addresses that cannot be read never reach a route, nor its error handler.
    frameworkErrors: refuse,
    clientErrorHandler: answerUnreadable,
  })
  app.setErrorHandler(refuse)

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders)
    done()
  })
  await app.register(multipart, {
    limits: {
      fileSize: options.limits?.uploadBytes ?? 52_428_800,
      files: 1,
      fields: 5,
      fieldSize: 1_048_576,
    },
  })
  await app.register(rateLimit, { global: false })

  await app.register((api) => serveApi(api, options), { prefix: '/api' })

  const { webRoot } = options
  if (webRoot && existsSync(join(webRoot, 'index.html'))) await servePages(app, webRoot)
  return app
}
