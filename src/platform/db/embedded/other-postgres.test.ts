import { describe, expect, test } from 'vitest'
import { findDebianPostgres } from '../../../../tools/prepare/programs.mjs'
import { startEmbeddedServer } from './embedded-server.ts'
import { serverProcessOf, sql, throwAwayRoot } from './throw-away-root.fixture.ts'

const bin = await findDebianPostgres()

describe.runIf(bin !== undefined)('a PostgreSQL from another directory', () => {
  test('is run by the same rules, and its data is refused by the packaged one', async () => {
    const root = await throwAwayRoot()
    const options = { dataRoot: root, binaries: bin ?? '' }
    const cold = await startEmbeddedServer(options)
    const [row] = await sql(
      cold.adminUrl,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
              current_setting('server_encoding') as encoding,
              (select datcollate from pg_database where datname = 'template1') as collation,
              (select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = 'postgres') as scram`,
    )
    const major = Number(/\/(\d+)\/bin$/.exec(bin ?? '')?.[1])
    const collation = major >= 17 ? 'C' : 'C.UTF-8'
    expect(row).toEqual({ major, fsync: 'on', encoding: 'UTF8', collation, scram: true })
    await cold.stop()

    const warm = await startEmbeddedServer(options)
    expect(warm).toMatchObject({ adopted: false, adminUrl: cold.adminUrl })
    await warm.stop()
    expect(await serverProcessOf(root)).toBeUndefined()
    if (major !== 18) {
      await expect(startEmbeddedServer({ dataRoot: root })).rejects.toMatchObject({
        kind: 'other_major_version',
      })
    }
  })
})
