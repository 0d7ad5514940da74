import { type RawBuilder, sql } from 'kysely'
import { translateDatabaseError } from '../../operations/database-error.ts'
import type { Actor } from '../../operations/scope.ts'
import type { AccessContext } from '../context.ts'
import { type KnownActors, type Presumption, sameActor } from './known-actors.ts'
import { assertFromOwnPage } from './own-page.ts'
import type { Presented, Request } from './presented.ts'

interface Identified extends Omit<Actor, 'scopes'> {
  readonly scopes: string[] | null
  readonly credential_id: string
  readonly used_at: string | null
}

const touchEveryMs = 60_000

const lookUp = ({ token, hash, wanted }: Presented, now: Date): RawBuilder<Identified> => sql<Identified>`
  select * from auth.identify(${token ? hash : null}, ${token ? null : hash},
    ${wanted.id}, ${wanted.strict}, ${now.toISOString()})`

const actorOf = ({ organization_id, person_id, roles, scopes }: Identified): Actor => ({
  organization_id,
  person_id,
  roles,
  ...(scopes ? { scopes } : {}),
})

function noteUse(context: AccessContext, found: Identified, now: Date): void {
  if (found.used_at === null || now.getTime() - Date.parse(found.used_at) > touchEveryMs)
    touch(context, found, now)
}

async function find(
  context: AccessContext,
  presented: Presented,
  now: Date,
): Promise<Identified | undefined> {
  const { rows } = await context.database
    .read({ role: 'app' }, (_db, last) => last(lookUp(presented, now)))
    .catch((error: unknown) => {
      throw translateDatabaseError(error)
    })
  return rows[0]
}

/**
 * Who sends a request, read from the database each time: what was revoked or disabled is over at the next request.
 * @returns undefined when nobody is signed in.
 * @throws not-permitted when a cookie is used to change something and the request is not from our own page.
 */
export async function identify(
  context: AccessContext,
  request: Request,
  known?: KnownActors,
): Promise<Actor | undefined> {
  const presented = context.presentations.of(request)
  if (!presented) return undefined
  const now = context.sources.now()
  const found = await find(context, presented, now)
  if (!found) return undefined
  if (presented.token) assertFromOwnPage(request.method, request.headers, context.baseUrl)
  noteUse(context, found, now)
  const actor = actorOf(found)
  known?.remember(presented.key, actor)
  return actor
}

/**
 * Whose session or key a request carries now. Looking is no use of it: a page that is only open must not keep a session
 * alive.
 */
export async function identifyQuietly(context: AccessContext, request: Request): Promise<Actor | undefined> {
  const presented = context.presentations.of(request)
  const found = presented && (await find(context, presented, context.sources.now()))
  return found && actorOf(found)
}

/**
 * Who most likely sends a request that only reads: whoever presented the same the last time, in this process. It is
 * good for nothing until `holds` has looked in the very transaction that reads, so that the look costs no
 * transaction of its own and what was revoked is still over at the next request.
 */
export function presume(
  context: AccessContext,
  request: Request,
  known: KnownActors,
): Presumption | undefined {
  const presented = request.method === 'GET' ? context.presentations.of(request) : undefined
  const actor = presented && known.find(presented.key)
  if (!presented || !actor) return undefined
  return {
    actor,
    holds: async (rows) => {
      const now = context.sources.now()
      const [found] = await rows<Identified>(lookUp(presented, now))
      if (found && sameActor(actorOf(found), actor)) {
        noteUse(context, found, now)
        return true
      }
      known.forget(presented.key)
      return false
    },
  }
}

/** What tells one caller from another without asking the database: a credential that held before, in this process. */
export function callerOf(context: AccessContext, request: Request, known: KnownActors): string | undefined {
  const key = context.presentations.of(request)?.key
  return key !== undefined && known.find(key) ? key : undefined
}

/** Notes the use, beside the request: it must not wait for this, nor fail with it. */
function touch({ database }: AccessContext, found: Identified, now: Date): void {
  const at = now.toISOString()
  const before = new Date(now.getTime() - touchEveryMs).toISOString()
  const used = found.scopes
    ? database.write({ role: 'app', organizationId: found.organization_id }, (db) =>
        sql`update auth.api_key set last_used_at = ${at}
          where id = ${found.credential_id} and (last_used_at is null or last_used_at < ${before})`.execute(
          db,
        ),
      )
    : database.write({ role: 'app' }, (db) =>
        sql`update auth.session set last_seen_at = ${at}
          where id = ${found.credential_id} and last_seen_at < ${before}`.execute(db),
      )
  used.catch(() => undefined)
}
