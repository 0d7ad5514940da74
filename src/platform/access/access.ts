import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Sources } from '../ids.ts'
import type { Actor } from '../operations/scope.ts'
import type { AccessContext, AccessMail, DemoPeople } from './context.ts'
import { hashOfNothing } from './password/password-hash.ts'
import { cookiesFor } from './request/cookie.ts'
import { callerOf, identify, identifyQuietly, presume } from './request/identify.ts'
import { KnownActors, type Presumption } from './request/known-actors.ts'
import type { Headers } from './request/own-page.ts'
import { Presentations } from './request/presented.ts'
import { accessRoutes } from './routes.ts'
import { secretKeys } from './secret-keys.ts'

export type { AccessMail, DemoPeople, DemoPerson } from './context.ts'

/** Who may come in: sign-in, sessions, API keys. What they may do then is the runner's to decide. */
export interface Access {
  /**
   * @returns undefined when nobody is signed in.
   * @throws not-permitted when a cookie is used to change something and the request is not from our own page.
   */
  authenticate(request: { readonly method: string; readonly headers: Headers }): Promise<Actor | undefined>
  /** As `authenticate` for a request that only reads, but without counting as use: it does not prolong the session. */
  stillSignedIn(request: { readonly method: string; readonly headers: Headers }): Promise<Actor | undefined>
  /** Identifies the session or key that a request carries; undefined until that has been verified once. */
  callerOf(request: { readonly method: string; readonly headers: Headers }): string | undefined
  /** Who most likely sends a request that only reads, to be verified in the transaction that reads. */
  presume(request: { readonly method: string; readonly headers: Headers }): Presumption | undefined
  /** Registers the `/auth` routes and nothing else, on an instance below `/api` that has @fastify/rate-limit. */
  routes(app: FastifyInstance): Promise<void>
  /** Removes expired sessions, links and counted attempts; run daily. */
  sweep(): Promise<void>
  /** Whether people may be impersonated without a password, on this machine only. */
  readonly demo: boolean
}

export interface AccessOptions {
  readonly database: Database
  readonly sources: Sources
  /** At least 32 characters, from the configuration; there is no default. */
  readonly secret: string
  /** Where the pages are served from, such as `https://aims.example.org`. */
  readonly baseUrl: string
  /** Requests to sign-in addresses that one network address may send in a minute; 60 by default. */
  readonly requestsPerMinute?: number | undefined
  readonly mail?: AccessMail | undefined
  readonly demo?: DemoPeople | undefined
}

/** @throws when the secret is too short or the base URL is not a URL. */
export function makeAccess(options: AccessOptions): Access {
  const { database, sources, demo, mail } = options
  const baseUrl = new URL(options.baseUrl).origin
  const cookies = cookiesFor(baseUrl)
  const context: AccessContext = {
    database,
    sources,
    keys: secretKeys(options.secret, sources),
    cookies,
    presentations: new Presentations(cookies),
    baseUrl,
    requestsPerMinute: options.requestsPerMinute ?? 60,
    mail,
    demo,
    nobodysHash: hashOfNothing(sources),
  }
  const known = new KnownActors()
  return {
    authenticate: (request) => identify(context, request, known),
    stillSignedIn: (request) => identifyQuietly(context, request),
    callerOf: (request) => callerOf(context, request, known),
    presume: (request) => presume(context, request, known),
    routes: (app) => accessRoutes(app, context),
    sweep: async () => {
      await database.write({ role: 'app' }, (db) =>
        sql`select auth.sweep(${sources.now().toISOString()})`.execute(db),
      )
    },
    demo: demo !== undefined,
  }
}
