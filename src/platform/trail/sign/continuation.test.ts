import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { readLines } from '../../../../verifier/read-lines.ts'
import { verifyTrail } from '../../../../verifier/verify-trail.ts'
import { withClient } from '../../db/provision.ts'
import { exportTrail, signedSize, trailRows } from '../trail-export.ts'
import { WitnessBehindError } from './continuation.ts'
import { EpochFile } from './epoch-file.ts'
import { openEpochs } from './open-epochs.ts'
import { Sequencer } from './sequencer.ts'
import { loadSigningKeys } from './signing-keys.ts'
import { Witness } from './witness.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
const folder = await mkdtemp(join(tmpdir(), 'plumbline-continuation-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const file = join(folder, 'witness', 'checkpoints.jsonl')
const epochsFile = join(folder, 'witness', 'epochs.json')
const keys = await loadSigningKeys(join(folder, 'keys.json'), 'plumbline.test', randomBytes)

/** As after a start: nothing of an earlier process is remembered. */
async function started(failed?: (error: Error) => void): Promise<Sequencer> {
  const epochs = await EpochFile.open(epochsFile)
  return new Sequencer({
    database,
    keys,
    witness: await Witness.open(file),
    server: keys.current.name,
    epochOf: (organizationId) => epochs.of(organizationId),
    now: product.clock.now,
    ...(failed ? { failed } : {}),
  })
}

const write = (organization: TestOrganization, name: string) =>
  product.run('organization-unit.create', organization.actors['aims-manager'], { name })

const signedIn = async (organization: TestOrganization): Promise<number> =>
  (await signedSize(trailRows(database, organization.id))) ?? 0

let ours: TestOrganization
/** The witness file as it should be. */
let whole: Buffer
/** The lines of the witness file, each with its line break. */
let lines: string[]

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources)
  const other = await makeOrganization(database, product.sources)
  const sequencer = await started()
  await sequencer.runOnce()
  await write(ours, 'First')
  await sequencer.runOnce()
  await write(other, 'Of another organization')
  await write(ours, 'Second')
  await sequencer.runOnce()
  whole = await readFile(file)
  lines = whole.toString().split(/(?<=\n)/)
})
beforeEach(() => writeFile(file, whole))

const withoutOurs = () => lines.filter((line) => !line.includes(ours.id)).join('')
const lastOfOurs = () => lines.findLastIndex((line) => line.includes(ours.id))

describe('a start with a witness file that knows less than the database refuses to sign', () => {
  const shapes: Readonly<Record<string, () => Promise<void>>> = {
    'it is missing': () => rm(file),
    'it is empty': () => truncate(file, 0),
    'it is of another organization': () => writeFile(file, withoutOurs()),
    'its last line is gone': () => writeFile(file, lines.toSpliced(lastOfOurs(), 1).join('')),
    'its last line is cut off': async () => {
      const upTo = lines.toSpliced(lastOfOurs(), 1).join('')
      await writeFile(file, upTo + lines[lastOfOurs()]?.slice(0, -30))
    },
    'its last line is damaged': () => writeFile(file, lines.with(lastOfOurs(), '{"note":"\u0000\n').join('')),
    'it is no witness file': () => writeFile(file, randomBytes(5000)),
  }
  it.each(Object.entries(shapes))('when %s, even before anything is written', async (_, damage) => {
    const before = await signedIn(ours)
    await damage()
    await expect((await started()).runOnce()).rejects.toThrow(WitnessBehindError)
    await expect((await started()).runOnce()).rejects.toThrow(
      /Put the newest copy .*plumbline restore --in-place/,
    )
    expect(await signedIn(ours)).toBe(before)
  })

  it('while people read and write, says so once, and signs what waited when the file is back', async () => {
    const before = await signedIn(ours)
    await rm(file)
    const said: string[] = []
    const sequencer = await started((error) => said.push(error.message))
    for (const name of ['Written meanwhile', 'And more']) {
      await write(ours, name)
      sequencer.nudge()
      await sequencer.stop()
    }
    const { items } = await product.run<{ items: { name: string }[] }>(
      'organization-unit.list',
      ours.actors['aims-manager'],
      { q: 'meanwhile' },
    )
    expect(items).toHaveLength(1)
    expect(said.filter((text) => text.includes(ours.id))).toHaveLength(1)
    expect(await signedIn(ours)).toBe(before)
    await writeFile(file, whole)
    sequencer.nudge()
    await sequencer.stop()
    expect(await signedIn(ours)).toBeGreaterThan(before)
    whole = await readFile(file)
    lines = whole.toString().split(/(?<=\n)/)
  })

  it('but not when a line in the middle is gone: the newest commits to it', async () => {
    const first = lines.findIndex((line) => line.includes(ours.id))
    await writeFile(file, lines.toSpliced(first, 1).join(''))
    await (await started()).runOnce()
  })
})

it('goes on when the witness is ahead of the database by what a crash kept from it', async () => {
  const newest = await signedIn(ours)
  await withClient(adminUrl, (client) =>
    client.query('delete from trail.checkpoint where organization_id = $1 and tree_size = $2', [
      ours.id,
      newest,
    ]),
  )
  expect(await signedIn(ours)).toBeLessThan(newest)
  await (await started()).runOnce()
  expect(await signedIn(ours)).toBe(newest)
})

it('signs a new organization whatever became of the others', async () => {
  await rm(file)
  const fresh = await makeOrganization(database, product.sources)
  await expect((await started()).runOnce()).rejects.toThrow(WitnessBehindError)
  expect(await signedIn(fresh)).toBeGreaterThan(0)
  // Its line stays: a file that was put back must not forget it.
  whole = Buffer.concat([whole, await readFile(file)])
})

it('begins a new epoch that names the last checkpoint when the file is lost for good', async () => {
  const before = await signedIn(ours)
  await rm(file)
  const continued = await openEpochs(database, file, await EpochFile.open(epochsFile))
  expect(continued.get(ours.id)).toBe(before)
  await write(ours, 'In the new epoch')
  await (await started()).runOnce()
  const size = await signedIn(ours)
  expect(size).toBeGreaterThan(before)
  const { rows } = await database.read({ role: 'sequencer' }, (db) =>
    sql<{ origin: string; root: string }>`
      select split_part(n.note, chr(10), 1) as origin, encode(o.root, 'hex') as root from trail.checkpoint n, trail.checkpoint o
      where n.organization_id = ${ours.id} and n.tree_size = ${size} and o.organization_id = ${ours.id} and o.tree_size = ${before}`.execute(
      db,
    ),
  )
  expect(rows[0]?.origin).toContain(`/epoch/2/after/${before}/${rows[0]?.root}`)
  const exported = exportTrail(trailRows(database, ours.id), ours.id, size, keys.verifiers, new Date())
  const verdict = await verifyTrail(exported, { keys: keys.verifiers, witness: readLines(file) })
  expect(verdict.findings).toEqual([])
  expect(verdict.notices.map(({ kind }) => kind)).toContain('epoch')
  // Losing the file again is refused again: the new epoch's checkpoints are not in it.
  await rm(file)
  await expect((await started()).runOnce()).rejects.toThrow(WitnessBehindError)
})
