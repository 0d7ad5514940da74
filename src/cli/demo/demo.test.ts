import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProduct } from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { readLines } from '../../../verifier/read-lines.ts'
import { verifyTrail } from '../../../verifier/verify-trail.ts'
import type { Actor } from '../../platform/operations/scope.ts'
import { Sequencer } from '../../platform/trail/sequencer.ts'
import { loadSigningKeys } from '../../platform/trail/signing-keys.ts'
import { exportTrail, signedSize, trailRows } from '../../platform/trail/trail-export.ts'
import { Witness } from '../../platform/trail/witness.ts'
import { ensureDemo } from './ensure-demo.ts'

const { database } = await makeTestDatabase()
const product = makeProduct(database, () => new Date())
const folder = await mkdtemp(join(tmpdir(), 'plumbline-demo-'))
const peopleFile = join(folder, 'people.json')
const witnessFile = join(folder, 'checkpoints.jsonl')
const keys = await loadSigningKeys(join(folder, 'keys.json'), 'plumbline.test', randomBytes)
const witness = await Witness.open(witnessFile)
const sequencer = new Sequencer({
  database,
  keys,
  witness,
  server: keys.current.name,
  now: product.sources.now,
})
const said: string[] = []
const terminal = { line: (text: string) => said.push(text), error: (text: string) => said.push(text) }
const ensure = () => ensureDemo({ ...product, sequencer }, peopleFile, randomBytes, terminal)
const registers = [
  ...['organization-unit', 'person', 'appointment', 'scope-statement', 'policy', 'ai-system', 'control'],
  ...['risk-criteria', 'risk', 'treatment-action', 'determination', 'obligation'],
]
let manager: Actor

beforeAll(async () => {
  await ensure()
  const { rows } = await database.read({ role: 'backup' }, (db) =>
    sql<{ organization_id: string; person_id: string }>`
      select organization_id, person_id from app.role_assignment where role = 'aims-manager'`.execute(db),
  )
  const [found] = rows
  if (!found) throw new Error('The demo has no AIMS manager.')
  manager = { ...found, roles: ['aims-manager'] }
})
afterAll(async () => {
  await witness.close()
  await rm(folder, { recursive: true, force: true })
})

const count = async (register: string, filter: object = {}) =>
  (await product.run<{ count: number }>(`${register}.summary`, manager, filter)).count

/** How many entries each table of the trail holds, and how many people can sign in. */
const everything = async () => {
  const { rows } = await database.read({ role: 'backup' }, (db) =>
    sql`select (select count(*) from trail.operation) as operations, (select count(*) from trail.change) as changes,
        (select count(*) from auth.user) as accounts, (select count(*) from app.record) as records`.execute(
      db,
    ),
  )
  return rows[0]
}

describe('the demo organization', () => {
  it.each(registers)('has records of the register %s', async (register) => {
    expect(await count(register)).toBeGreaterThan(0)
  })

  it('leaves a trail that verifies', async () => {
    await sequencer.runOnce()
    const rows = trailRows(database, manager.organization_id)
    const size = (await signedSize(rows)) ?? 0
    expect(size).toBeGreaterThan(200)
    const lines = exportTrail(rows, manager.organization_id, size, keys.verifiers, product.sources.now())
    const verdict = await verifyTrail(lines, { keys: keys.verifiers, witness: readLines(witnessFile) })
    expect(verdict.findings).toEqual([])
    expect(verdict.leaves).toBe(size)
  })

  it('is created once', async () => {
    const before = [await everything(), await readFile(peopleFile, 'utf8'), said.length]
    await ensure()
    expect([await everything(), await readFile(peopleFile, 'utf8'), said.length]).toEqual(before)
  })

  it('keeps passwords in a file of its owner only', async () => {
    expect((await stat(peopleFile)).mode & 0o777).toBe(0o600)
  })
})
