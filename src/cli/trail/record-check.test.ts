import { createHash, randomUUID } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, type TestOrganization } from '../../../test/harness/organization.ts'
import { withClient } from '../../platform/db/provision.ts'
import { defaultRoleNames } from '../../platform/db/roles.ts'
import { backupCommand } from '../backup/backup.ts'
import { restoreCommand } from '../backup/restore.ts'
import {
  callAsManager,
  makeInstallations,
  runCommandWith,
  type Settings,
  withProduct,
} from '../installation.fixture.ts'
import { trailCommand } from './trail.ts'

const { folder, settingsFor } = await makeInstallations()
const backup = join(folder, 'sound')
let original: Settings
let organization: TestOrganization
/** A role that was given and taken away again. */
let takenAway: string

/** What the database holds, as its owner sees it: for what the product itself can neither see nor do. */
const asOwner = <T extends object>(statement: string) =>
  withClient(original.DATABASE_URL ?? '', async (client) => {
    await client.query(`set role ${defaultRoleNames.owner}`)
    return (await client.query<T>(statement)).rows
  })

beforeAll(async () => {
  original = await settingsFor('original')
  await withProduct(original, async (product) => {
    organization = await makeOrganization(product.database, product.sources)
    for (const name of ['Alpha', 'Beta'])
      await callAsManager(product, organization, 'organization-unit.create', { name })
    const { administrator, employee } = organization.actors
    const given = await product.runner.run('role-assignment.grant', {
      actor: administrator,
      input: { person_id: employee.person_id, role: 'internal-auditor' },
    })
    takenAway = (given.result as { id: string }).id
    await product.runner.run('role-assignment.revoke', { actor: administrator, input: { id: takenAway } })
    const bytes = Buffer.from('name,purpose\nGamma,"Line one\nline ""two"" \\ é \u2028"\nDelta,\n')
    const upload = { file_name: 'units.csv', bytes }
    const preview = await product.runner.run('organization-unit.preview-import', {
      actor: organization.actors['aims-manager'],
      input: {},
      upload,
    })
    await product.runner.run('organization-unit.import', {
      actor: organization.actors['aims-manager'],
      input: {
        mapping: (preview.result as { mapping: unknown }).mapping,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      upload,
    })
    await product.runner.run('api-key.create', {
      actor: organization.actors['aims-manager'],
      input: {
        name: 'Pipeline',
        scopes: ['risk:read'],
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      },
    })
    await product.sequencer.runOnce()
  })
  expect((await runCommandWith(backupCommand, original, backup)).code).toBe(0)
})

type Row = Readonly<Record<string, string>>

/** A copy of the backup in which a table's rows are other ones, with a manifest that fits them. */
async function doctored(name: string, table: string, change: (rows: Row[]) => Row[]): Promise<string> {
  const directory = join(folder, name)
  await cp(backup, directory, { recursive: true })
  const file = join(directory, 'tables', `${table}.copy.gz`)
  const manifestFile = join(directory, 'manifest.json')
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8'))
  const entry = manifest.tables.find((one: { file: string }) => one.file === `tables/${table}.copy.gz`)
  const before = gunzipSync(await readFile(file)).toString()
  const columns: string[] = entry.columns
  const rows = before
    .split('\n')
    .slice(0, -1)
    .map((line) => Object.fromEntries(line.split('\t').map((cell, place) => [columns[place], cell])))
  const lines = change(rows).map((row) => columns.map((column) => row[column]).join('\t'))
  const after = lines.map((line) => `${line}\n`).join('')
  expect(after).not.toBe(before)
  const bytes = gzipSync(after)
  await writeFile(file, bytes)
  entry.rows = lines.length
  entry.sha256 = createHash('sha256').update(bytes).digest('hex')
  await writeFile(manifestFile, JSON.stringify(manifest))
  return directory
}

/** Replaces a cell wherever it stands in a column. */
const replaced = (column: string, from: string, to: string) => (rows: Row[]) =>
  rows.map((row) => (row[column] === from ? { ...row, [column]: to } : row))

const like = (rows: Row[], changes: Row): Row => ({ ...rows[0], ...changes })

describe('a backup that was changed, with a manifest that fits the change, is told at its restore', () => {
  it.each<[what: string, table: string, change: (rows: Row[]) => Row[], message: RegExp]>([
    [
      'a record changed',
      'app.organization_unit',
      replaced('name', 'Alpha', 'Omega'),
      /organization_unit \S+ of organization \S+: name is not what leaf \d+ recorded last/,
    ],
    [
      'a title changed in search only',
      'app.record',
      replaced('title', 'Alpha', 'Omega'),
      /organization_unit \S+ .* stands in search, links and My work with another title/,
    ],
    [
      'a role raised',
      'app.role_assignment',
      replaced('role', 'employee', 'made-up'),
      /role_assignment \S+ .* role is not what leaf \d+ recorded last/,
    ],
    [
      'a role taken out',
      'app.role_assignment',
      (rows) => rows.slice(1),
      /role_assignment \S+ .* is not there, though leaf \d+ recorded it/,
    ],
    [
      'a role put in',
      'app.role_assignment',
      (rows) => [...rows, like(rows, { id: randomUUID(), role: 'made-up' })],
      /role_assignment \S+ .* is there, but the trail knows nothing of it/,
    ],
    [
      'a role brought back',
      'app.role_assignment',
      (rows) => [...rows, like(rows, { id: takenAway, role: 'made-up' })],
      /role_assignment \S+ .* is there, though leaf \d+ recorded that it was deleted/,
    ],
    [
      'a key with more scopes',
      'auth.api_key',
      replaced('scopes', '{risk:read}', '{risk:read,risk:accept}'),
      /api_key \S+ .* scopes is not what leaf \d+ recorded last/,
    ],
    [
      'a change under another row in the index of the log',
      'trail.leaf',
      (rows) =>
        rows.map((row, place) => (place === rows.length - 1 ? { ...row, row_id: randomUUID() } : row)),
      /that the log lists under another row/,
    ],
    [
      'a cell of an imported file',
      'app.import_row',
      (rows) => rows.map((row) => ({ ...row, cells: row.cells?.replace('Gamma', 'Sigma') ?? '' })),
      /import \S+ of organization \S+: stated other rows of its file than those that are kept/,
    ],
    [
      'a row of an imported file taken out',
      'app.import_row',
      (rows) => rows.slice(1),
      /import \S+ of organization \S+: stated other rows of its file than those that are kept/,
    ],
    [
      'a change that no log holds',
      'trail.change',
      (rows) => [...rows, like(rows, { id: '999999' })],
      /has a change that is neither in the log nor waits for it/,
    ],
  ])('%s', async (what, table, change, message) => {
    const name = what.replaceAll(' ', '-')
    const directory = await doctored(name, table, change)
    const { code, said } = await runCommandWith(restoreCommand, await settingsFor(`to-${name}`), directory)
    expect([code, said]).toEqual([1, expect.stringMatching(message)])
    expect(said).toContain('differ from their trail')
  })

  it('and one that was not is restored without a word of this', async () => {
    const { code, said } = await runCommandWith(restoreCommand, await settingsFor('to-sound'), backup)
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/The records are as the trail has them last: \d+ rows/),
    ])
    expect(said).not.toContain('had not been signed')
  })
})

describe('plumbline trail check', () => {
  it('passes a running installation, with changes that wait for their leaf', async () => {
    await withProduct(original, async (product) => {
      await callAsManager(product, organization, 'organization-unit.create', { name: 'Gamma' })
      const { code, said } = await runCommandWith(trailCommand, original, 'check')
      expect([code, said]).toEqual([0, expect.stringContaining('The records are as the trail has them last')])
      expect(said).toContain('The trail verifies')
    })
  })

  it('tells a row that was changed around the product, and names it', async () => {
    const [unit] = await asOwner<{ id: string }>(`select id from app.organization_unit where name = 'Beta'`)
    await asOwner('alter table app.organization_unit disable trigger user')
    await asOwner(`update app.organization_unit set name = 'Delta', purpose = 'None' where name = 'Beta'`)
    await asOwner('alter table app.organization_unit enable trigger user')
    const { code, said } = await runCommandWith(trailCommand, original, 'check')
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(new RegExp(`organization_unit ${unit?.id} .*: name, purpose are not what leaf`)),
    ])
    expect(said).toContain('The trail verifies')
  })
})
