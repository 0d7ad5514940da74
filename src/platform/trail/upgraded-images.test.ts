import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, expect, inject, it } from 'vitest'
import { makeOrganization } from '../../../test/harness/organization.ts'
import { Database } from '../db/database.ts'
import { migrationFolders } from '../db/migration-folders.ts'
import { migrate, readMigrations } from '../db/migrator.ts'
import { provision, withClient } from '../db/provision.ts'
import { defaultRoleNames } from '../db/roles.ts'
import { makeSources } from '../ids.ts'

interface Change {
  readonly image: string
  readonly fits: boolean
}

it('images that were kept as bytes stay what they were, to the byte, and what follows is chained to them', async () => {
  const name = `test_${randomBytes(8).toString('hex')}`
  const adminUrl = inject('adminUrl')
  const url = await provision({
    adminUrl,
    login: inject('login'),
    password: inject('password'),
    database: name,
    roles: defaultRoleNames,
  })
  const database = new Database({ url })
  afterAll(async () => {
    await database.close()
    await withClient(adminUrl, (client) => client.query(`drop database ${name} with (force)`))
  })
  const migrations = await readMigrations(await migrationFolders(), defaultRoleNames)
  const apply = (some: typeof migrations) =>
    withClient(url, (client) => migrate(client, some, defaultRoleNames, new Date()))
  const changes = (image: string) =>
    withClient(url, async (client) => {
      await client.query(`set role ${defaultRoleNames.owner}`)
      const { rows } = await client.query<Change>(`
        select convert_from(${image}, 'UTF8') as image, after_hash = sha256(salt || ${image}) as fits
        from trail.change order by id`)
      return rows
    })

  await apply(migrations.filter(({ name: one }) => one < '0096'))
  const sources = makeSources(() => new Date(), randomBytes)
  const hostile = 'Ünïcode \u2028 "quoted" \\ back\nline \u{1f4a1}'
  const organization = await makeOrganization(database, sources, hostile)
  const before = await changes('after')
  expect(before.length).toBeGreaterThan(10)

  await apply(migrations)
  const bytes = `convert_to(after::text, 'UTF8')`
  expect(await changes(bytes)).toEqual(before)
  expect(before.every(({ fits }) => fits)).toBe(true)

  const { person_id } = organization.actors.employee
  await database.write(
    { role: 'app', organizationId: organization.id, operationId: sources.newId() },
    async (db, later) => {
      await sql`update app.person set name = 'Another', version = 2 where id = ${person_id}`.execute(db)
      later(sql`select trail.record(now(), 'test.rename', 'test.renamed', null, null, null)`.execute(db))
    },
  )
  const chained = await withClient(url, async (client) => {
    await client.query(`set role ${defaultRoleNames.owner}`)
    const { rows } = await client.query<{ chained: boolean; fits: boolean }>(
      `select c.before_hash = sha256(c.salt || convert_to(p.after::text, 'UTF8')) as chained,
         c.after_hash = sha256(c.salt || convert_to(c.after::text, 'UTF8')) as fits
       from trail.change c join trail.change p on p.row_id = c.row_id and p.id < c.id where c.row_id = $1`,
      [person_id],
    )
    return rows
  })
  expect(chained).toEqual([{ chained: true, fits: true }])
})
