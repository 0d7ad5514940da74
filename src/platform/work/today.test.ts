import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Made } from '../../../test/harness/made.ts'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { moveToZone } from '../../../test/harness/time-zone.ts'
import type { Rows } from '../operations/scope.ts'
import { editionOf } from '../registers/edition/edition.ts'
import { beginOf, dayIn, minuteIn } from './today.ts'

// Noon in Greenwich on 21 November; one in the morning of the 22nd in Auckland.
const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
let ours: TestOrganization
const rows: Rows = <T>(statement: RawBuilder<unknown>) =>
  readRows(database, ours.id, statement as RawBuilder<T>)
const run = <T>(name: string, input: object) => product.run<T>(name, ours.actors['aims-manager'], input)

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
  await moveToZone(adminUrl, ours.id, 'Pacific/Auckland')
})

describe('a day where the organization is', () => {
  it('is that of its clocks', async () => {
    const now = product.clock.now()
    expect(await dayIn({ rows }, now)).toBe('2026-11-22')
    expect(await minuteIn({ rows }, now)).toBe('2026-11-22 01:00 Pacific/Auckland')
  })

  it('begins at its midnight, in summer and in winter', async () => {
    const begins = async (day: string, later?: number) =>
      (await rows<{ at: string }>(sql`select ${beginOf(day, later)} as at`))[0]?.at
    expect(await begins('2026-11-22')).toBe('2026-11-21T11:00:00.000Z')
    expect(await begins('2026-06-22')).toBe('2026-06-21T12:00:00.000Z')
    expect(await begins('2026-11-21', 1)).toBe('2026-11-21T11:00:00.000Z')
  })

  it('is what an edition was approved on that does not say when', async () => {
    const row = {
      id: product.sources.newId(),
      title: 'AI policy',
      edition: '2',
      state: 'approved',
      archived_at: null,
      updated_at: '2026-11-21T12:00:00.000Z',
    }
    const told = async (approved_on: string | null) =>
      (await editionOf({ rows }, { ...row, approved_on })).approved_on
    expect(await told(null)).toBe('2026-11-22')
    expect(await told('2026-03-01')).toBe('2026-03-01')
  })

  it('is what lists, the trail and files mean by a date', async () => {
    const { id } = await run<Made>('organization-unit.create', { name: 'Models' })
    const found = async (filter: object) =>
      (await run<{ items: Made[] }>('organization-unit.list', filter)).items.map((one) => one.id)
    expect(await found({ 'created_at.from': '2026-11-22' })).toEqual([id])
    expect(await found({ 'created_at.to': '2026-11-22' })).toEqual([id])
    expect(await found({ 'created_at.to': '2026-11-21' })).toEqual([])
    const written = async (between: object) =>
      (await run<{ items: object[] }>('trail.list', { record_id: id, ...between })).items.length
    expect(await written({ from: '2026-11-22' })).toBe(1)
    expect(await written({ to: '2026-11-22' })).toBe(1)
    expect(await written({ to: '2026-11-21' })).toBe(0)
    const file = await run<{ file_name: string }>('organization-unit.export', { format: 'csv' })
    expect(file.file_name).toBe('organization-units-2026-11-22.csv')
  })
})
