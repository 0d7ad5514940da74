import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, inject, it } from 'vitest'
import { makeOrganization, type TestOrganization } from '../../../test/harness/organization.ts'
import { leftOut } from '../../platform/backup/make-backup.ts'
import { filesIn } from '../../platform/config/config.ts'
import { withClient } from '../../platform/db/provision.ts'
import { defaultRoleNames } from '../../platform/db/roles.ts'
import { EpochFile } from '../../platform/trail/sign/epoch-file.ts'
import {
  callAsManager,
  makeInstallations,
  runCommandWith,
  unitNames,
  withProduct,
} from '../installation.fixture.ts'
import { keysCommand } from '../key/keys.ts'
import { backupCommand } from './backup.ts'
import { restoreCommand } from './restore.ts'

const { folder, settingsFor } = await makeInstallations()

/** Everything that keeps data right, as the database itself says it. */
const shape = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line from pg_constraint
        where connamespace::regnamespace::text in ('app', 'auth', 'trail', 'job')
      union all select format('%s %s %s', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
      union all select format('%s %s %s', oid::regclass, relrowsecurity, relforcerowsecurity) from pg_class
        where relkind = 'r' and relnamespace::regnamespace::text in ('app', 'auth', 'trail', 'pack', 'job')
      order by 1`)
    return rows.map(({ line }) => line)
  })

/** What the tables of the product's own records hold, each row as text. The trail goes on with a restore. */
const content = (url: string) =>
  withClient(url, async (client) => {
    await client.query(`set role ${defaultRoleNames.backup}`)
    const { rows } = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c
      where relkind = 'r' and relnamespace::regnamespace::text in ('app', 'auth', 'pack', 'job') order by 1`)
    const tables: [string, string[]][] = []
    for (const { name } of rows.filter((table) => !leftOut.has(table.name))) {
      const held = await client.query<{ line: string }>(`select t::text as line from ${name} t order by 1`)
      tables.push([name, held.rows.map(({ line }) => line)])
    }
    return tables
  })

const original = await settingsFor('original')
const backup = join(folder, 'monday')
let organization: TestOrganization
let held: Awaited<ReturnType<typeof content>>

describe('the drill: back up, go on, lose everything, restore elsewhere', () => {
  it('backs up a running installation', async () => {
    await withProduct(original, async (product) => {
      organization = await makeOrganization(product.database, product.sources)
      for (const name of ['Alpha', 'Beta', 'Gamma “quoted”\t\\tab'])
        await product.runner.run('organization-unit.create', {
          actor: organization.actors['aims-manager'],
          input: { name: name.replace('\t', ' '), purpose: `Line one\nLine two \\N ${name}` },
        })
      await product.sequencer.runOnce()
      await callAsManager(product, organization, 'organization-unit.create', { name: 'Not signed yet' })
      const { code, said } = await runCommandWith(backupCommand, original, backup)
      expect(code).toBe(0)
      expect(said).toContain('Backed up')
      held = await content(original.DATABASE_URL ?? '')
      await callAsManager(product, organization, 'organization-unit.create', { name: 'After the backup' })
      await product.sequencer.runOnce()
    })
    const files = await readdir(backup, { recursive: true, withFileTypes: true })
    for (const file of files.filter((one) => one.isFile()))
      expect((await stat(join(file.parentPath, file.name))).mode & 0o077).toBe(0)
    expect(files.map(({ name }) => name)).toContain('checkpoints.jsonl')
    expect(files.some(({ name }) => name.startsWith('auth.session'))).toBe(false)
    await expect(runCommandWith(backupCommand, original, backup)).rejects.toThrow('exists already')
  })

  it('restores into an empty installation, verifies, and goes on in a new epoch', async () => {
    const elsewhere = await settingsFor('elsewhere')
    const { code, said } = await runCommandWith(restoreCommand, elsewhere, backup)
    expect([code, said]).toEqual([0, expect.stringContaining('Restored 1 organizations')])
    expect(held.flatMap(([, rows]) => rows).length).toBeGreaterThan(30)
    expect(await content(elsewhere.DATABASE_URL ?? '')).toEqual(held)
    expect(await shape(elsewhere.DATABASE_URL ?? '')).toEqual(await shape(original.DATABASE_URL ?? ''))
    await withProduct(elsewhere, async (product) => {
      expect((await unitNames(product, organization)).sort()).toEqual([
        'Alpha',
        'Beta',
        'Gamma “quoted” \\tab',
        'Not signed yet',
      ])
      expect(product.epochs.of(organization.id).epoch).toBe(2)
      await callAsManager(product, organization, 'organization-unit.create', { name: 'Life goes on' })
      await product.sequencer.runOnce()
      const { items } = await callAsManager<{ items: { event: string; placed: boolean }[] }>(
        product,
        organization,
        'trail.list',
        {},
      )
      expect(items[0]).toMatchObject({ event: 'organization-unit.created', placed: true })
      expect(items.map(({ event }) => event)).toContain('trail.restored')
      await expect(
        product.database.write(
          { role: 'app', organizationId: organization.id, operationId: product.sources.newId() },
          (db) => sql`update app.organization_unit set name = 'Unrecorded'`.execute(db),
        ),
      ).rejects.toThrow('foreign key')
    })
  })

  it('restores where only the database was lost: keys and witness there are newer, and win', async () => {
    await runCommandWith(keysCommand, original, 'rotate')
    const replaced = { ...(await settingsFor('original')) }
    const { code, said } = await runCommandWith(restoreCommand, replaced, backup)
    expect([code, said]).toEqual([0, expect.stringContaining('gave up')])
    await withProduct(replaced, async (product) => {
      expect(product.keys.verifiers).toHaveLength(2)
      expect(await unitNames(product, organization)).not.toContain('After the backup')
    })
    expect(
      (await EpochFile.open(filesIn(replaced.PLUMBLINE_DATA ?? '').epochs)).of(organization.id).epoch,
    ).toBe(2)
  })

  it('restores into the embedded database, and backs that up too', async () => {
    const embedded = await settingsFor('embedded', true)
    expect((await runCommandWith(restoreCommand, embedded, backup)).code).toBe(0)
    const second = join(folder, 'tuesday')
    expect((await runCommandWith(backupCommand, embedded, second)).code).toBe(0)
    const third = await settingsFor('third')
    expect((await runCommandWith(restoreCommand, third, second)).code).toBe(0)
    await withProduct(third, async (product) => {
      expect(await unitNames(product, organization)).toContain('Alpha')
      expect(product.epochs.of(organization.id).epoch).toBe(3)
    })
    expect(await content(third.DATABASE_URL ?? '')).toEqual(held)
  })
})

it('a backup that is killed leaves nothing that looks whole, and the next one is not in its way', async () => {
  // Of the database that the restore above gave up, whose data directory has gone on to the next epoch.
  const directory = join(folder, 'killed')
  await withClient(original.DATABASE_URL ?? '', async (client) => {
    await client.query('begin')
    await client.query(`set local role ${defaultRoleNames.owner}`)
    // Holds the backup up half-way: earlier tables are written, this one cannot be read.
    await client.query('lock table app.risk in access exclusive mode')
    const { PATH } = process.env
    const backing = spawn(process.execPath, ['src/main.ts', 'backup', directory], {
      env: { ...original, PATH },
      stdio: 'ignore',
    })
    const gone = once(backing, 'exit')
    const waits = `select from pg_stat_activity
      where datname = $1 and application_name = 'plumbline-backup' and wait_event_type = 'Lock'`
    const name = new URL(original.DATABASE_URL ?? '').pathname.slice(1)
    while ((await withClient(inject('adminUrl'), (admin) => admin.query(waits, [name]))).rowCount === 0) {
      expect(backing.exitCode).toBeNull()
      await setTimeout(50)
    }
    backing.kill('SIGKILL')
    await gone
    await client.query('rollback')
  })
  expect(await readdir(`${directory}.partial/tables`)).not.toEqual([])
  const target = await settingsFor('after-kill')
  for (const left of [directory, `${directory}.partial`])
    await expect(runCommandWith(restoreCommand, target, left)).rejects.toThrow('no complete backup')
  expect((await runCommandWith(backupCommand, original, directory)).code).toBe(0)
  expect(await readdir(folder)).not.toContain('killed.partial')
  expect((await runCommandWith(restoreCommand, target, directory)).code).toBe(0)
})

describe('a restore refuses', () => {
  it('a backup of which a bit was changed, or a part is missing', async () => {
    const target = await settingsFor('refusing')
    const file = join(backup, 'tables', 'app.organization_unit.copy.gz')
    const bytes = await readFile(file)
    await writeFile(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]))
    await expect(runCommandWith(restoreCommand, target, backup)).rejects.toThrow(
      'not the one that was backed up',
    )
    await rm(file)
    await expect(runCommandWith(restoreCommand, target, backup)).rejects.toThrow('is missing')
    await writeFile(file, bytes)
    await expect(runCommandWith(restoreCommand, target, join(folder, 'nowhere'))).rejects.toThrow(
      'no complete backup',
    )
    const witness = join(backup, 'files', 'witness', 'checkpoints.jsonl')
    const known = await readFile(witness)
    await writeFile(witness, known.subarray(0, -1))
    await expect(runCommandWith(restoreCommand, target, backup)).rejects.toThrow(
      'files/witness/checkpoints.jsonl of the backup is not the one',
    )
    await writeFile(witness, known)
    const manifestPath = join(backup, 'manifest.json')
    const manifest = await readFile(manifestPath, 'utf8')
    for (const doctored of [
      manifest.slice(0, -5),
      manifest.replace('"tables/app.', '"../tables/app.'),
      manifest.replace('"rows"', '"lines"'),
    ]) {
      await writeFile(manifestPath, doctored)
      await expect(runCommandWith(restoreCommand, target, backup)).rejects.toThrow('cannot be read')
    }
    await writeFile(manifestPath, manifest.replace(/"rows": \d+/, '"rows": 999999'))
    await expect(runCommandWith(restoreCommand, target, backup)).rejects.toThrow('of 999999 rows')
    await writeFile(manifestPath, manifest)
  })

  it('before it writes anything into the data directory', async () => {
    const fresh = { ...original, PLUMBLINE_DATA: join(folder, 'fresh') }
    await expect(runCommandWith(restoreCommand, fresh, backup)).rejects.toThrow('holds rows already')
    const damaged = await settingsFor('damaged')
    await expect(runCommandWith(restoreCommand, damaged, join(folder, 'nowhere'))).rejects.toThrow()
    for (const { PLUMBLINE_DATA = '' } of [fresh, damaged])
      expect(await readdir(PLUMBLINE_DATA, { recursive: true }).catch(() => [])).toEqual([])
  })

  it('a database that holds rows, and a data directory of another installation', async () => {
    await expect(runCommandWith(restoreCommand, original, backup)).rejects.toThrow('holds rows already')
    const foreign = await settingsFor('foreign')
    await withProduct(foreign, async () => undefined)
    await expect(runCommandWith(restoreCommand, foreign, backup)).rejects.toThrow('of another installation')
  })

  it('a database that a newer version set up', async () => {
    const newer = await settingsFor('newer')
    await withProduct(newer, async () => undefined)
    await withClient(newer.DATABASE_URL ?? '', async (client) => {
      await client.query(`set role ${defaultRoleNames.owner}`)
      await client.query(`insert into migration.applied values ('9999_future', '', now())`)
    })
    const target = { ...newer, PLUMBLINE_DATA: join(folder, 'newer-elsewhere') }
    await expect(runCommandWith(restoreCommand, target, backup)).rejects.toThrow(
      '9999_future, which came after',
    )
  })

  it('a backup of a schema it does not know', async () => {
    const manifestPath = join(backup, 'manifest.json')
    const manifest = JSON.parse(await readFile(manifestPath, 'utf8'))
    manifest.migrations.push({ name: '9999_future', sha256: '0'.repeat(64) })
    await writeFile(manifestPath, JSON.stringify(manifest))
    await expect(runCommandWith(restoreCommand, await settingsFor('old'), backup)).rejects.toThrow(
      'another version',
    )
  })
})
