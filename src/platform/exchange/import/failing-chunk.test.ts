import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { makeOrganization, makeProduct } from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import type { importPreview } from '../../../kernel/register/exchange.ts'
import { withClient } from '../../db/provision.ts'

/** Rows of many chunks: those after one that fails are on their way by then. */
const ROWS = 1_200

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)

/** An organization with its ways to import a file of systems and to tell what it holds. */
async function newcomer() {
  const organization = await makeOrganization(database, product.sources)
  const actor = organization.actors['aims-manager']
  const importFile = async (text: string) => {
    const upload = { file_name: 'systems.csv', bytes: Buffer.from(text) }
    const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
    const { mapping } = await product.run<z.output<typeof importPreview>>(
      'ai-system.preview-import',
      actor,
      {},
      upload,
    )
    return product.run('ai-system.import', actor, { mapping, sha256 }, upload)
  }
  const holds = () =>
    readRows(
      database,
      organization.id,
      sql`
        select (select count(*) from app.ai_system) as systems, (select count(*) from app.organization_unit) as units,
          (select count(*) from app.import_row) as kept, (select count(*) from trail.change) as changes,
          (select max(version) from app.ai_system) as version`,
    )
  return { organization, importFile, holds }
}

const file = (name: (n: number) => string, unit: (n: number) => string) =>
  ['reference,name,unit', ...Array.from({ length: ROWS }, (_, n) => `R-${n},${name(n)},${unit(n)}`)].join(
    '\n',
  )

it('answers what the database refused in an early chunk, and keeps nothing of the others', async () => {
  const { importFile, holds } = await newcomer()
  const before = await holds()
  await withClient(adminUrl, async (admin) => {
    await admin.query(
      "alter table app.ai_system add constraint stricter check (name <> 'Refused by the database')",
    )
    try {
      const refused = importFile(
        file(
          (n) => (n === 60 ? 'Refused by the database' : `System ${n}`),
          (n) => `Unit ${n}`,
        ),
      )
      await expect(refused).rejects.toMatchObject({
        kind: 'invalid-input',
        facts: { constraint: 'stricter' },
      })
    } finally {
      await admin.query('alter table app.ai_system drop constraint stricter')
    }
  })
  expect(await holds()).toEqual(before)
})

it('is refused whole when someone changes one of its records while it writes', async () => {
  const { organization, importFile, holds } = await newcomer()
  await importFile(
    file(
      (n) => `System ${n}`,
      () => 'Unit',
    ),
  )
  await withClient(adminUrl, async (other) => {
    // Somebody else's change, not yet committed: the import reads the record as it was, then waits to write it.
    await other.query('begin; set local session_replication_role = replica')
    await other.query(
      "update app.ai_system set version = version + 1 where organization_id = $1 and name = 'System 60'",
      [organization.id],
    )
    const importing = importFile(
      file(
        (n) => `System ${n}`,
        () => 'Another unit',
      ),
    )
    importing.catch(() => undefined)
    const waiting = () =>
      other.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    await expect.poll(waiting).toMatchObject({ rowCount: 1 })
    await other.query('commit')
    await expect(importing).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('someone else changed one of these records'),
    })
  })
  expect(await holds()).toMatchObject([{ systems: ROWS, units: 1, kept: ROWS, version: 2 }])
})
