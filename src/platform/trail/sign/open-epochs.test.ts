import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { makeOrganization, makeProduct } from '../../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { readLines } from '../../../../verifier/read-lines.ts'
import { verifyTrail } from '../../../../verifier/verify-trail.ts'
import { Database } from '../../db/database.ts'
import { urlFor, withClient } from '../../db/provision.ts'
import { exportTrail, signedSize, trailRows } from '../trail-export.ts'
import { EpochFile } from './epoch-file.ts'
import { openEpochs } from './open-epochs.ts'
import { Sequencer } from './sequencer.ts'
import { loadSigningKeys } from './signing-keys.ts'
import { Witness } from './witness.ts'

const { url, adminUrl } = await makeTestDatabase()
const folder = await mkdtemp(join(tmpdir(), 'plumbline-epochs-'))
const witnessFile = join(folder, 'checkpoints.jsonl')
const epochsFile = join(folder, 'epochs.json')
const keys = await loadSigningKeys(join(folder, 'keys.json'), 'plumbline.test', randomBytes)
const witness = await Witness.open(witnessFile)
const databases = new Set<Database>()
const names: string[] = []
afterAll(async () => {
  await Promise.all([...databases].map((one) => one.close()))
  for (const name of names)
    await withClient(inject('adminUrl'), (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    )
  await rm(folder, { recursive: true, force: true })
})

const opened = (at: string) => {
  const database = new Database({ url: at })
  databases.add(database)
  return database
}

/** A copy of a database as it stands, as a backup is. Nothing may be connected to it. */
async function copyOf(source: string): Promise<string> {
  const name = `copy_${randomBytes(6).toString('hex')}`
  names.push(name)
  const template = new URL(source).pathname.slice(1)
  await withClient(inject('adminUrl'), (client) =>
    client.query(`create database ${name} template ${template}`),
  )
  return urlFor(adminUrl, inject('login'), inject('password'), name)
}

async function sequencerOn(database: Database) {
  const epochs = await EpochFile.open(epochsFile)
  return new Sequencer({
    database,
    keys,
    witness,
    server: keys.current.name,
    epochOf: (organizationId) => epochs.of(organizationId),
    now: () => new Date(),
    failed: (error) => {
      throw error
    },
  })
}

async function verdictOf(database: Database, organizationId: string) {
  const rows = trailRows(database, organizationId)
  const size = (await signedSize(rows)) ?? 0
  const lines = exportTrail(rows, organizationId, size, keys.verifiers, new Date())
  return verifyTrail(lines, { keys: keys.verifiers, witness: readLines(witnessFile) })
}

it('signs a restored trail only in a new epoch, and the verifier follows it with the one witness file', async () => {
  const original = opened(url)
  const product = makeProduct(original)
  const organization = await makeOrganization(original, product.sources)
  const actor = organization.actors['aims-manager']
  const write = (database: Database, name: string) =>
    makeProduct(database).run('organization-unit.create', actor, { name })
  const first = await sequencerOn(original)
  await write(original, 'Before the backup')
  await first.runOnce()
  // Committed and placed, but not yet signed when the backup is made.
  await write(original, 'Placed')
  await first.place(organization.id)
  await original.close()
  databases.delete(original)
  const backup = await copyOf(url)
  const older = await copyOf(url)

  const continued = opened(url)
  const second = await sequencerOn(continued)
  for (const name of ['Lost one', 'Lost two']) {
    await write(continued, name)
    await second.runOnce()
  }

  const restored = opened(backup)
  await write(restored, 'After the restore')
  await expect((await sequencerOn(restored)).runOnce()).rejects.toThrow('open a new epoch')

  const continues = await openEpochs(restored, witnessFile, await EpochFile.open(epochsFile))
  const leaves = continues.get(organization.id) ?? 0
  expect(leaves).toBeGreaterThan(0)
  await (await sequencerOn(restored)).runOnce()
  const verdict = await verdictOf(restored, organization.id)
  expect(verdict.findings).toEqual([])
  expect(verdict.notices.map(({ kind }) => kind)).toContain('epoch')
  expect(verdict.leaves).toBeGreaterThan(leaves)

  // The database that went on can no longer be signed: its epoch is over.
  await write(continued, 'Too late')
  await expect((await sequencerOn(continued)).runOnce()).rejects.toThrow('was signed before')

  // A second restore, from the same backup, opens the next epoch.
  const again = opened(older)
  await write(again, 'After the second restore')
  await expect((await sequencerOn(again)).runOnce()).rejects.toThrow('was signed before')
  await openEpochs(again, witnessFile, await EpochFile.open(epochsFile))
  await (await sequencerOn(again)).runOnce()
  expect((await EpochFile.open(epochsFile)).of(organization.id).epoch).toBe(3)
  expect((await verdictOf(again, organization.id)).findings).toEqual([])
})

it('refuses to sign in an earlier epoch than the witness knows, and to read a damaged file', async () => {
  const lost = opened(url)
  const product = makeProduct(lost)
  const organization = await makeOrganization(lost, product.sources)
  const actor = organization.actors['aims-manager']
  await openEpochs(lost, witnessFile, await EpochFile.open(epochsFile))
  await (await sequencerOn(lost)).sign(organization.id)
  await product.run('organization-unit.create', actor, { name: 'Signed in epoch 2' })
  const sequencer = await sequencerOn(lost)
  while ((await sequencer.place(organization.id)) > 0);
  await sequencer.sign(organization.id)
  await rm(epochsFile)
  await product.run('organization-unit.create', actor, { name: 'More' })
  await expect((await sequencerOn(lost)).sign(organization.id)).rejects.toThrow('in epoch 1 after epoch 2')
  await writeFile(epochsFile, '{"nonsense":1}')
  await expect(EpochFile.open(epochsFile)).rejects.toThrow()
})
