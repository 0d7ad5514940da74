import { sql } from 'kysely'
import type { Actor } from '../operations/scope.ts'
import { isApiKey } from './api-key.ts'
import type { AccessContext } from './context.ts'
import { assertFromOwnPage, type Headers } from './own-page.ts'
import { hashToken } from './token.ts'

interface Identified extends Omit<Actor, 'scopes'> {
  readonly scopes: string[] | null
  readonly credential_id: string
  readonly used_at: string | null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const touchEveryMs = 60_000

/** The API key of `Authorization: Bearer plk_...`; undefined without that header. */
function bearer(headers: Headers): string | undefined {
  const { authorization } = headers
  return typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined
}

/** Which organization the request names: a header decides, a cookie only prefers. */
function wantedOrganization(
  { cookies }: AccessContext,
  headers: Headers,
): { id: string | null; strict: boolean } {
  const named = headers['x-plumbline-organization']
  if (named !== undefined) return { id: typeof named === 'string' ? named : '', strict: true }
  return { id: cookies.organization.read(headers.cookie) ?? null, strict: false }
}

/**
 * Who sends a request, read from the database each time: what was revoked or disabled is over at the next request.
 * @returns undefined when nobody is signed in.
 * @throws not-permitted when a cookie is used to change something and the request is not from our own page.
 */
export async function identify(
  context: AccessContext,
  request: { readonly method: string; readonly headers: Headers },
): Promise<Actor | undefined> {
  const { database, sources, cookies } = context
  const { headers } = request
  const presented = bearer(headers)
  if (headers.authorization !== undefined && (presented === undefined || !isApiKey(presented)))
    return undefined
  const token = presented === undefined ? cookies.session.read(headers.cookie) : undefined
  const credential = presented ?? token
  if (credential === undefined) return undefined
  const wanted = wantedOrganization(context, headers)
  if (wanted.id !== null && !uuid.test(wanted.id)) {
    if (wanted.strict) return undefined
    wanted.id = null
  }
  const hash = hashToken(credential)
  const now = sources.now()
  const [found] = await database.read({ role: 'app' }, async (db) => {
    const { rows } = await sql<Identified>`
      select * from auth.identify(${token === undefined ? null : hash}, ${presented === undefined ? null : hash},
        ${wanted.id}, ${wanted.strict}, ${now.toISOString()})`.execute(db)
    return rows
  })
  if (!found) return undefined
  if (token !== undefined) assertFromOwnPage(request.method, headers, context.baseUrl)
  if (found.used_at === null || now.getTime() - Date.parse(found.used_at) > touchEveryMs)
    touch(context, found, now)
  const { organization_id, person_id, roles, scopes } = found
  return { organization_id, person_id, roles, ...(scopes ? { scopes } : {}) }
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
