import type pg from 'pg'

/**
 * The four database roles. They cannot sign in: the configured login is a member of them and every
 * transaction takes exactly one, so one connection pool serves all and works behind a transaction pooler.
 */
export interface RoleNames {
  /** Owns schemas and tables; used by migrations only. */
  readonly owner: string
  /** Serves requests: bound by row-level security, owns nothing, reads but never writes the trail's tables. */
  readonly app: string
  /** Places committed entries into the log. */
  readonly sequencer: string
  /** Reads everything, writes nothing. */
  readonly backup: string
}

export const defaultRoleNames: RoleNames = {
  owner: 'plumbline_owner',
  app: 'plumbline_app',
  sequencer: 'plumbline_sequencer',
  backup: 'plumbline_backup',
}

const plain = /^[a-z][a-z0-9_]{0,62}$/

/** Refuses names that would need quoting: they stand in SQL text and in policies. */
export function assertPlainName(name: string): void {
  if (!plain.test(name))
    throw new Error(
      `The database role name "${name}" must start with a lower-case letter and hold only lower-case letters, digits and underscores. Change it in the configuration.`,
    )
}

/** The SQL that an administrator runs when the login may not create roles itself. */
export function rolesSql(names: RoleNames, login: string, database: string): string {
  for (const name of Object.values(names)) assertPlainName(name)
  const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`
  return [
    ...Object.values(names).map((name) => `create role ${name} nologin nosuperuser nobypassrls noinherit;`),
    ...Object.values(names).map((name) => `grant ${name} to ${quoted(login)};`),
    `grant create on database ${quoted(database)} to ${names.owner};`,
    `revoke temporary on database ${quoted(database)} from public;`,
  ].join('\n')
}

/**
 * Creates what is missing of the four roles and makes the login a member.
 * @throws with the SQL to run by hand, when the login may not create roles.
 */
export async function ensureRoles(admin: pg.Client, names: RoleNames, login: string): Promise<void> {
  for (const name of Object.values(names)) assertPlainName(name)
  const { rows } = await admin.query<{ database: string; complete: boolean }>(
    `select current_database() as database,
       (select count(*) = 4 from pg_roles r where r.rolname = any($1) and pg_has_role($2, r.oid, 'member'))
         and coalesce(has_database_privilege((select oid from pg_roles where rolname = $3), current_database(), 'create'), false) as complete`,
    [Object.values(names), login, names.owner],
  )
  const state = rows[0]
  if (!state || state.complete) return
  try {
    for (const name of Object.values(names)) {
      const found = await admin.query('select from pg_roles where rolname = $1', [name])
      if (found.rowCount === 0)
        await admin.query(`create role ${name} nologin nosuperuser nobypassrls noinherit`)
      await admin.query(`grant ${name} to ${admin.escapeIdentifier(login)}`)
    }
    // No role creates tables for triggers of another role to act on.
    await admin.query(`revoke temporary on database ${admin.escapeIdentifier(state.database)} from public`)
    await admin.query(`grant create on database ${admin.escapeIdentifier(state.database)} to ${names.owner}`)
  } catch (error) {
    throw new Error(
      `The database login "${login}" may not create the roles Plumbline needs. Nothing was changed. Ask an administrator of the database to run:\n\n${rolesSql(names, login, state.database)}\n`,
      { cause: error },
    )
  }
}

/**
 * Refuses to serve with a role that row-level security does not bind.
 * @throws when the effective role is a superuser or bypasses row-level security.
 */
export async function assertBound(client: pg.ClientBase, name: string): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    'select rolsuper, rolbypassrls from pg_roles where rolname = $1',
    [name],
  )
  const role = rows[0]
  if (!role) throw new Error(`The database role "${name}" does not exist. Run: plumbline migrate`)
  if (role.rolsuper || role.rolbypassrls)
    throw new Error(
      `The database role "${name}" is a superuser or bypasses row-level security, so organizations would not be kept apart. Nothing was started. Run: alter role ${name} nosuperuser nobypassrls`,
    )
}
