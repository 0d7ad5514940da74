import { describe, expect, it } from 'vitest'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { withClient } from './provision.ts'
import { defaultRoleNames as roles } from './roles.ts'

const { adminUrl } = await makeTestDatabase()

/** What a superuser sees of the migrated schema. */
const ask = <T extends object>(statement: string, values: unknown[] = []): Promise<T[]> =>
  withClient(adminUrl, async (client) => (await client.query<T>(statement, values)).rows)

const schemas = ['app', 'auth', 'trail', 'pack', 'job', 'migration']

/** Identities are global; their tables are closed to every transaction that acts for an organization. */
const identities = [
  'attempt',
  'one_time_token',
  'password',
  'recovery_code',
  'second_factor',
  'session',
  'user',
]

interface Table {
  readonly name: string
  readonly schema: string
  readonly of_organization: boolean
  readonly closed: boolean
  readonly owner: string
}

const tables = await ask<Table>(
  `select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relrowsecurity and c.relforcerowsecurity as closed,
     pg_get_userbyid(c.relowner) as owner,
     exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and a.attnotnull) as of_organization
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1`,
  [schemas],
)
const ofOrganizations = tables.filter((table) => table.of_organization)

/** What a role may do with tables, beyond reading. */
const rights = (role: string) =>
  ask<{ right: string }>(
    `select distinct privilege_type || ' ' || table_schema || '.' || table_name as right
     from information_schema.table_privileges where grantee = $1 and privilege_type <> 'SELECT' order by 1`,
    [role],
  ).then((rows) => rows.map(({ right }) => right))

describe('every table', () => {
  it('belongs to the owner role, and holds an organization unless it is of identities, keys, packs or migrations', () => {
    expect(ofOrganizations.length).toBeGreaterThan(30)
    expect(tables.filter(({ owner }) => owner !== roles.owner)).toEqual([])
    const others = tables.filter(
      (table) => !table.of_organization && !['pack', 'migration'].includes(table.schema),
    )
    expect(others.map(({ name }) => name)).toEqual([
      ...identities.map((name) => `auth.${name}`),
      'trail.verifier_key',
    ])
  })

  it('of organizations or identities is under forced row-level security', () => {
    const open = tables.filter(({ closed, schema }) => !closed && schema !== 'migration' && schema !== 'pack')
    expect(open.map(({ name }) => name)).toEqual([])
  })

  it('of organizations shows the app only rows of its organization, to read and to write', async () => {
    const policies = await ask<{ name: string; using: string | null; check: string | null }>(
      `select schemaname || '.' || tablename as name, qual as using, with_check as check from pg_policies
       where $1 = any(roles)`,
      [roles.app],
    )
    const own = '(organization_id = ( SELECT app.organization_id() AS organization_id))'
    for (const { name } of ofOrganizations) {
      const found = policies.filter((policy) => policy.name === name)
      expect([name, found.length > 0]).toEqual([name, true])
      for (const { using, check } of found) {
        expect([name, using ?? check]).toEqual([name, expect.stringContaining(own)])
        if (check !== null) expect([name, check]).toEqual([name, expect.stringContaining(own)])
      }
    }
    for (const name of identities)
      for (const { using } of policies.filter((policy) => policy.name === `auth.${name}`))
        expect(using).toContain('IS NULL')
    const everyone = await ask(`select tablename from pg_policies where 'public' = any(roles)`)
    expect(everyone).toEqual([])
  })

  it('of organizations is referred to together with the organization', async () => {
    const loose = await ask<{ key: string }>(
      `select k.conrelid::regclass || ' ' || k.conname as key from pg_constraint k
       join pg_namespace n on n.oid = k.connamespace
       where k.contype = 'f' and n.nspname = any($1) and k.confrelid::regclass::text = any($2)
         and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey) and a.attname = 'organization_id')
       order by 1`,
      [schemas, ofOrganizations.map(({ name }) => name)],
    )
    // The trail's own keys: an operation and its transaction, a change; both belong to one organization by trigger.
    expect(loose.map(({ key }) => key)).toEqual([
      'trail.change change_operation_id_xid_fkey',
      'trail.leaf leaf_change_id_fkey',
    ])
  })
})

describe('the role that serves requests', () => {
  it('may not change the trail, the spine or the schema, nor empty, extend or refer to a table', async () => {
    const held = await rights(roles.app)
    expect(held.filter((right) => /^(TRUNCATE|TRIGGER|REFERENCES|MAINTAIN) /.test(right))).toEqual([])
    expect(held.filter((right) => / (trail\.|migration\.|app\.record$)/.test(right))).toEqual([])
    const creating = await ask<{ schema: string }>(
      `select nspname as schema from pg_namespace
       where has_schema_privilege($1, oid, 'create') and nspname !~ '^pg_' and nspname <> 'information_schema'`,
      [roles.app],
    )
    expect(creating).toEqual([])
  })

  it('removes only what is no record: links, role assignments, sessions, stored answers and the like', async () => {
    const deletes = (await rights(roles.app)).filter((right) => right.startsWith('DELETE '))
    expect(deletes).toMatchInlineSnapshot(`
      [
        "DELETE app.answer",
        "DELETE app.import_progress",
        "DELETE app.link",
        "DELETE app.role_assignment",
        "DELETE app.soa_origin",
        "DELETE app.view",
        "DELETE auth.second_factor",
        "DELETE auth.session",
      ]
    `)
  })

  it('cannot sign in, is no superuser, inherits nothing and is a member of nothing', async () => {
    const found = await ask(
      `select rolname from pg_roles r where rolname = any($1)
         and (rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
           or exists (select from pg_auth_members m where m.member = r.oid))`,
      [Object.values(roles)],
    )
    expect(found).toEqual([])
  })
})

describe('every function', () => {
  it('that runs as the owner fixes its search path', async () => {
    const loose = await ask(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any($1) and p.prosecdef
         and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=pg_catalog%')`,
      [schemas],
    )
    expect(loose).toEqual([])
  })

  it('is called by nobody to whom it was not granted', async () => {
    const open = await ask(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any($1) and has_function_privilege('public', p.oid, 'execute')`,
      [schemas],
    )
    expect(open).toEqual([])
  })
})

describe('the other roles', () => {
  it('write nothing but their part: the backup nothing, the sequencer the log', async () => {
    expect(await rights(roles.backup)).toEqual([])
    expect(await rights(roles.sequencer)).toEqual([
      'DELETE trail.pending',
      'INSERT trail.checkpoint',
      'INSERT trail.leaf',
      'INSERT trail.tile',
      'INSERT trail.verifier_key',
      'UPDATE trail.tile',
    ])
  })
})
