import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { Database } from '../db/database.ts'
import { withClient } from '../db/provision.ts'
import { defaultRoleNames } from '../db/roles.ts'

const { database, url, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
let ours: TestOrganization
let theirs: TestOrganization

const unit = (organization: string, id: string) => sql`
  insert into app.organization_unit (organization_id, id, version, state, name, created_at, updated_at)
  values (${organization}, ${id}, 1, 'active', 'Unit', now(), now())`
const record = () => sql`select trail.record(now(), 'test.write', 'test.written', null, null, null)`

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources)
  theirs = await makeOrganization(database, product.sources)
})

const write = (body: Parameters<typeof database.write>[1], organizationId = ours.id) =>
  database.write({ role: 'app', organizationId, operationId: product.sources.newId() }, body)

describe('the database lock', () => {
  it('commits a write with its operation', async () => {
    const id = product.sources.newId()
    await write(async (db) => {
      await unit(ours.id, id).execute(db)
      await record().execute(db)
    })
    const found = await readRows(
      database,
      ours.id,
      sql`select c.action::text as action, o.change_count from trail.change c
        join trail.operation o on o.id = c.operation_id where c.row_id = ${id}`,
    )
    expect(found).toEqual([{ action: 'i', change_count: 1 }])
  })

  it('refuses a commit whose changed rows have no operation', async () => {
    const id = product.sources.newId()
    await expect(write((db) => unit(ours.id, id).execute(db))).rejects.toThrow(/foreign key/)
    const left = sql`select id from app.organization_unit where id = ${id}`
    expect(await readRows(database, ours.id, left)).toEqual([])
  })

  it('refuses a write after the recording', async () => {
    await expect(
      write(async (db) => {
        await unit(ours.id, product.sources.newId()).execute(db)
        await record().execute(db)
        await unit(ours.id, product.sources.newId()).execute(db)
      }),
    ).rejects.toThrow(/recorded 1 changes but wrote 2/)
  })

  it('refuses an operation id that was used before', async () => {
    const operationId = product.sources.newId()
    const again = () =>
      database.write({ role: 'app', organizationId: ours.id, operationId }, async (db) => {
        await unit(ours.id, product.sources.newId()).execute(db)
        await record().execute(db)
      })
    await again()
    await expect(again()).rejects.toThrow(/pending_pkey|used before|recorded/)
  })

  it('refuses another organization’s row, on insert and on update', async () => {
    await expect(
      write(async (db) => {
        await unit(theirs.id, product.sources.newId()).execute(db)
        await record().execute(db)
      }),
    ).rejects.toThrow(/row-level security/)
    const moved = await write(async (db) => {
      const result =
        await sql`update app.person set name = 'Mine' where organization_id = ${theirs.id}`.execute(db)
      await record().execute(db)
      return result.numAffectedRows
    })
    expect(moved).toBe(0n)
  })

  it('refuses to write outside an operation, and without an organization', async () => {
    await expect(
      database.write({ role: 'app', organizationId: ours.id }, (db) =>
        unit(ours.id, product.sources.newId()).execute(db),
      ),
    ).rejects.toThrow(/outside an operation/)
    await expect(
      database.write({ role: 'app', operationId: product.sources.newId() }, (db) =>
        unit(ours.id, product.sources.newId()).execute(db),
      ),
    ).rejects.toThrow(/row-level security|outside an operation/)
  })

  it.each([
    [
      'insert an entry',
      sql`insert into trail.change (organization_id, operation_id, action, schema_version) values (gen_random_uuid(), gen_random_uuid(), 'i', 1)`,
    ],
    ['change an entry', sql`update trail.change set after = '{}'`],
    ['delete an entry', sql`delete from trail.change`],
    ['delete a leaf', sql`delete from trail.leaf`],
    [
      'write a checkpoint',
      sql`insert into trail.checkpoint (organization_id, tree_size, root, at, note) values (gen_random_uuid(), 1, '', now(), '')`,
    ],
    ['delete a record', sql`delete from app.organization_unit`],
    ['write the spine', sql`update app.record set title = 'x'`],
    ['truncate', sql`truncate app.organization_unit`],
    ['disable the trigger', sql`alter table app.organization_unit disable trigger capture`],
    ['disable row-level security', sql`alter table app.organization_unit disable row level security`],
    ['act as a replica', sql`set session_replication_role = 'replica'`],
    ['create a table', sql`create table app.mine (id int)`],
  ])('does not let the app role %s', async (_what, statement) => {
    await expect(write((db) => statement.execute(db))).rejects.toThrow(/permission denied|must be owner/)
  })

  it('shows nothing to a session that named no organization', async () => {
    const seen = await database.read({ role: 'app' }, (db) => sql`select id from app.person`.execute(db))
    expect(seen.rows).toEqual([])
  })

  it('cannot write in a read', async () => {
    await expect(
      database.read({ role: 'app', organizationId: ours.id }, (db) =>
        unit(ours.id, product.sources.newId()).execute(db),
      ),
    ).rejects.toThrow(/read-only transaction/)
  })

  it('lets nobody but whom it is granted to call a function, and nobody capture a table of their own', async () => {
    await withClient(adminUrl, async (client) => {
      const open = await client.query(
        `select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('app', 'trail', 'auth', 'pack', 'job') and has_function_privilege('public', p.oid, 'execute')`,
      )
      expect(open.rows).toEqual([])
    })
    await expect(
      write(async (db) => {
        await sql`create temp table organization_unit (organization_id uuid, id uuid)`.execute(db)
      }),
    ).rejects.toThrow(/permission denied/)
  })

  it('refuses even the owner to truncate the trail', async () => {
    await expect(
      withClient(url, async (client) => {
        await client.query('set role plumbline_owner')
        await client.query('truncate trail.pending')
      }),
    ).rejects.toThrow(/never truncated/)
  })

  it.each([
    ['bypasses row-level security', 'bypassrls'],
    ['is a superuser', 'superuser'],
  ])('refuses to serve with an app role that %s', async (_fault, right) => {
    // A role of its own: the product's roles belong to the whole server, and so to every test that runs at this moment.
    const app = `unbound_${right}`
    await withClient(adminUrl, (client) => client.query(`create role ${app} nologin ${right}`))
    const unbound = new Database({ url, roles: { ...defaultRoleNames, app } })
    try {
      await expect(unbound.assertSafe()).rejects.toThrow(
        `The database role "${app}" is a superuser or bypasses row-level security`,
      )
      await expect(database.assertSafe()).resolves.toBeUndefined()
    } finally {
      await unbound.close()
      await withClient(adminUrl, (client) => client.query(`drop role ${app}`))
    }
  })
})
