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
import { modules } from '../../modules/index.ts'
import type { Actor } from '../../platform/operations/scope.ts'
import { Sequencer } from '../../platform/trail/sign/sequencer.ts'
import { loadSigningKeys } from '../../platform/trail/sign/signing-keys.ts'
import { Witness } from '../../platform/trail/sign/witness.ts'
import { exportTrail, signedSize, trailRows } from '../../platform/trail/trail-export.ts'
import { ensureDemo } from './ensure-demo.ts'
import { inventory } from './sample-inventory.ts'

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
const registers = modules.flatMap((one) => one.registers.map(({ register }) => register.name))
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
  await rm(folder, { recursive: true, force: true })
})

const count = async (register: string, filter: object = {}) =>
  (await product.run<{ count: number }>(`${register}.summary`, manager, filter)).count

const states = async (register: string) => {
  const { groups } = await product.run<{ groups: { value: string; count: number }[] }>(
    `${register}.summary`,
    manager,
    { group_by: 'state' },
  )
  return Object.fromEntries(groups.map(({ value, count: many }) => [value, many]))
}

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

  it('has risks in every state but closed and reopened, and one of them accepted', async () => {
    expect(await states('risk')).toEqual({
      draft: 4,
      assessed: 3,
      treatment_planned: 2,
      treating: 3,
      verifying: 1,
      accepted: 1,
    })
    const { items } = await product.run<{ items: { standing: string; expires_on: string }[] }>(
      'risk.acceptances',
      manager,
    )
    expect(items.map(({ standing }) => standing)).toEqual(['valid'])
  })

  it('has systems in each state, and one whose class and roles no longer hold', async () => {
    expect(await states('ai-system')).toMatchObject({ approved: 3, in_review: 1 })
    expect(await states('determination')).toEqual({ approved: 7, proposed: 2 })
    const { items } = await product.run<{
      items: { record: { kind: string }; stale: { field: string }[] }[]
    }>('determination.stale', manager)
    expect(new Map(items.map(({ record, stale }) => [record.kind, stale.map(({ field }) => field)]))).toEqual(
      new Map([
        ['eu_ai_act', ['intended_purpose']],
        ['iso_roles', ['intended_purpose']],
      ]),
    )
  })

  it('has a Statement of Applicability that is decided about halfway, with one open conflict', async () => {
    const { progress, conflicts, statement } = await product.run<{
      progress: { annex_total: number; annex_decided: number }
      statement: { rows: { reference: string; status: string | null; controls: object[] }[] }
      conflicts: { open: boolean; rule_id: string }[]
    }>('soa.get', manager)
    expect(progress).toMatchObject({ annex_total: 38, annex_decided: 22 })
    expect(conflicts.filter(({ open }) => open).map(({ rule_id }) => rule_id)).toEqual([
      'data_is_used_to_build_or_ground',
    ])
    const begun = statement.rows.filter(({ status }) => status !== null && status !== 'not_started')
    expect(begun.filter(({ controls }) => controls.length === 0).map(({ reference }) => reference)).toEqual(
      [],
    )
  })

  it('holds systems that the whole inventory, imported later, leaves as they are', async () => {
    const file = { file_name: 'inventory.csv', bytes: await readFile(inventory) }
    const result = await product.run('ai-system.preview-import', manager, {}, file)
    expect(result).toMatchObject({ rows: 2133, created: 2133 - 40, changed: 0, unchanged: 40 })
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
