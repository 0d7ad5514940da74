import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { makeOrganization, type TestOrganization } from '../../test/harness/organization.ts'
import { filesIn, readConfig } from '../platform/config/config.ts'
import { provision, withClient } from '../platform/db/provision.ts'
import { defaultRoleNames } from '../platform/db/roles.ts'
import { EpochFile } from '../platform/trail/epoch-file.ts'
import { backupCommand } from './backup.ts'
import type { Command, CommandContext } from './command.ts'
import { keysCommand } from './keys.ts'
import { openProduct, type Product } from './open-product.ts'
import { restoreCommand } from './restore.ts'

const folder = await mkdtemp(join(tmpdir(), 'plumbline-backup-'))
// The embedded server runs under an account of its own and has to pass through.
await chmod(folder, 0o711)
const databases: string[] = []
afterAll(async () => {
  for (const name of databases)
    await withClient(inject('adminUrl'), (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    )
  await rm(folder, { recursive: true, force: true })
})

/** The settings of an installation: a data directory, and a new database unless it shall bring its own. */
async function settingsFor(root: string, embedded = false): Promise<Record<string, string>> {
  const base = { PLUMBLINE_DATA: join(folder, root), PLUMBLINE_URL: 'https://aims.example.org' }
  if (embedded) return base
  const name = `drill_${randomBytes(6).toString('hex')}`
  databases.push(name)
  const url = await provision({
    adminUrl: inject('adminUrl'),
    login: inject('login'),
    password: inject('password'),
    database: name,
    roles: defaultRoleNames,
  })
  return { ...base, DATABASE_URL: url }
}

async function run(command: Command, env: Record<string, string>, ...args: string[]) {
  const said: string[] = []
  const context: CommandContext = {
    terminal: { line: (text) => said.push(text), error: (text) => said.push(text) },
    config: () => readConfig(env, ''),
    ended: Promise.resolve(),
  }
  return { code: await command.run(args, context), said: said.join('\n') }
}

async function withProduct<T>(
  env: Record<string, string>,
  body: (product: Product) => Promise<T>,
): Promise<T> {
  const product = await openProduct(readConfig(env, ''), (error) => {
    throw error
  })
  try {
    return await body(product)
  } finally {
    await product.close()
  }
}

const call = async <T>(product: Product, organization: TestOrganization, name: string, input: unknown) =>
  (await product.runner.run(name, { actor: organization.actors['aims-manager'], input })).result as T
const unitNames = async (product: Product, organization: TestOrganization) =>
  (await call<{ items: { name: string }[] }>(product, organization, 'organization-unit.list', {})).items.map(
    ({ name }) => name,
  )

/** Everything that keeps data right, as the database itself says it. */
const shape = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line from pg_constraint
        where connamespace::regnamespace::text in ('app', 'auth', 'trail')
      union all select format('%s %s %s', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
      union all select format('%s %s %s', oid::regclass, relrowsecurity, relforcerowsecurity) from pg_class
        where relkind = 'r' and relnamespace::regnamespace::text in ('app', 'auth', 'trail', 'pack')
      order by 1`)
    return rows.map(({ line }) => line)
  })

const original = await settingsFor('original')
const backup = join(folder, 'monday')
let organization: TestOrganization

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
      await call(product, organization, 'organization-unit.create', { name: 'Not signed yet' })
      const { code, said } = await run(backupCommand, original, backup)
      expect(code).toBe(0)
      expect(said).toContain('Backed up')
      await call(product, organization, 'organization-unit.create', { name: 'After the backup' })
      await product.sequencer.runOnce()
    })
    const files = await readdir(backup, { recursive: true, withFileTypes: true })
    for (const file of files.filter((one) => one.isFile()))
      expect((await stat(join(file.parentPath, file.name))).mode & 0o077).toBe(0)
    expect(files.map(({ name }) => name)).toContain('checkpoints.jsonl')
    expect(files.some(({ name }) => name.startsWith('auth.session'))).toBe(false)
    await expect(run(backupCommand, original, backup)).rejects.toThrow('exists already')
  })

  it('restores into an empty installation, verifies, and goes on in a new epoch', async () => {
    const elsewhere = await settingsFor('elsewhere')
    const { code, said } = await run(restoreCommand, elsewhere, backup)
    expect([code, said]).toEqual([0, expect.stringContaining('Restored 1 organizations')])
    expect(await shape(elsewhere.DATABASE_URL ?? '')).toEqual(await shape(original.DATABASE_URL ?? ''))
    await withProduct(elsewhere, async (product) => {
      expect((await unitNames(product, organization)).sort()).toEqual([
        'Alpha',
        'Beta',
        'Gamma “quoted” \\tab',
        'Not signed yet',
      ])
      expect(product.epochs.of(organization.id).epoch).toBe(2)
      await call(product, organization, 'organization-unit.create', { name: 'Life goes on' })
      await product.sequencer.runOnce()
      const { items } = await call<{ items: { event: string; placed: boolean }[] }>(
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
    await run(keysCommand, original, 'rotate')
    const replaced = { ...(await settingsFor('original')) }
    const { code, said } = await run(restoreCommand, replaced, backup)
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
    expect((await run(restoreCommand, embedded, backup)).code).toBe(0)
    const second = join(folder, 'tuesday')
    expect((await run(backupCommand, embedded, second)).code).toBe(0)
    const third = await settingsFor('third')
    expect((await run(restoreCommand, third, second)).code).toBe(0)
    await withProduct(third, async (product) => {
      expect(await unitNames(product, organization)).toContain('Alpha')
      expect(product.epochs.of(organization.id).epoch).toBe(3)
    })
  })
})

describe('a restore refuses', () => {
  it('a backup of which a bit was changed, or a part is missing', async () => {
    const target = await settingsFor('refusing')
    const file = join(backup, 'tables', 'app.organization_unit.copy.gz')
    const bytes = await readFile(file)
    await writeFile(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]))
    await expect(run(restoreCommand, target, backup)).rejects.toThrow('not the one that was backed up')
    await rm(file)
    await expect(run(restoreCommand, target, backup)).rejects.toThrow('is missing')
    await writeFile(file, bytes)
    await expect(run(restoreCommand, target, join(folder, 'nowhere'))).rejects.toThrow('no complete backup')
    expect(await readdir(target.PLUMBLINE_DATA ?? '').catch(() => [])).toEqual([])
  })

  it('a database that holds rows, and a data directory of another installation', async () => {
    await expect(run(restoreCommand, original, backup)).rejects.toThrow('holds rows already')
    const foreign = await settingsFor('foreign')
    await withProduct(foreign, async () => undefined)
    await expect(run(restoreCommand, foreign, backup)).rejects.toThrow('of another installation')
  })

  it('a backup of a schema it does not know', async () => {
    const manifestPath = join(backup, 'manifest.json')
    const manifest = JSON.parse(await readFile(manifestPath, 'utf8'))
    manifest.migrations.push({ name: '9999_future', sha256: '0'.repeat(64) })
    await writeFile(manifestPath, JSON.stringify(manifest))
    await expect(run(restoreCommand, await settingsFor('old'), backup)).rejects.toThrow('another version')
  })
})
