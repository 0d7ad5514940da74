import pg from 'pg'
import { ensureRoles, type RoleNames } from './roles.ts'

/** A server that we administer ourselves, and the login and database that the product uses on it. */
export interface Provision {
  /** Signs in as a superuser of our own server. Never used to serve requests. */
  readonly adminUrl: string
  readonly login: string
  readonly password: string
  readonly database: string
  readonly roles: RoleNames
}

/** Runs `body` with one connection and closes it whatever happens. */
export async function withClient<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'plumbline-setup' })
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}

/** The URL of a database on the same server, signed in as another login. */
export function urlFor(adminUrl: string, login: string, password: string, database: string): string {
  const url = new URL(adminUrl)
  url.username = encodeURIComponent(login)
  url.password = encodeURIComponent(password)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.toString()
}

const sameServer = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.toString()
}

/**
 * Creates what is missing of login, database and roles, and sets the login's password.
 * @returns the URL that the product connects with: neither superuser nor owner of anything.
 */
export async function provision({ adminUrl, login, password, database, roles }: Provision): Promise<string> {
  await withClient(adminUrl, async (admin) => {
    // Roles belong to the whole server: two that start at once would change the same ones.
    await admin.query('select pg_advisory_lock(7100004)')
    const secret = admin.escapeLiteral(password)
    const name = admin.escapeIdentifier(login)
    const known = await admin.query('select from pg_roles where rolname = $1', [login])
    const verb = known.rowCount === 0 ? 'create' : 'alter'
    await admin.query(
      `${verb} role ${name} login nosuperuser nobypassrls nocreaterole nocreatedb noinherit password ${secret}`,
    )
    const existing = await admin.query('select from pg_database where datname = $1', [database])
    if (existing.rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(database)}`)
    await withClient(sameServer(adminUrl, database), (own) => ensureRoles(own, roles, login))
  })
  return urlFor(adminUrl, login, password, database)
}
