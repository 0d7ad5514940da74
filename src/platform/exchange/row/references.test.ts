import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { makeOrganization, makeProduct } from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import type { importPreview } from '../../../kernel/register/exchange.ts'

it('many rows that point to records created with them have those looked up by their key', async () => {
  const { database } = await makeTestDatabase()
  const product = makeProduct(database)
  const organization = await makeOrganization(database, product.sources)
  const actor = organization.actors['aims-manager']
  const count = 1_500
  const lines = Array.from({ length: count }, (_, n) => `System ${n},Unit ${n}`)
  const upload = { file_name: 'systems.csv', bytes: Buffer.from(['name,unit', ...lines].join('\n')) }
  const { mapping } = await product.run<z.output<typeof importPreview>>(
    'ai-system.preview-import',
    actor,
    {},
    upload,
  )
  const counted = () =>
    readRows(
      database,
      organization.id,
      sql<{ systems: number; by_key: number }>`
        select (select n_tup_ins::int from pg_stat_user_tables where relname = 'ai_system') as systems,
          (select idx_scan::int from pg_stat_user_indexes where indexrelname = 'organization_unit_pkey') as by_key`,
    )
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
  expect(await product.run('ai-system.import', actor, { mapping, sha256 }, upload)).toMatchObject({
    created: count,
  })
  // The database counts what a transaction did a while after its end.
  await expect.poll(counted).toMatchObject([{ systems: count }])
  const [{ by_key = 0 } = {}] = await counted()
  expect(by_key).toBeGreaterThan(count / 2)
})
