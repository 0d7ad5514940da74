import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { Database } from '../db/database.ts'
import { withClient } from '../db/provision.ts'
import { translateDatabaseError } from './database-error.ts'

const { database, adminUrl } = await makeTestDatabase()

const kindOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => translateDatabaseError(error),
  )

/** Ends a connection amid its statement. */
const endAsleep = (pid: number | undefined) =>
  withClient(adminUrl, async (client) => {
    const end = `select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'`
    await expect.poll(async () => (await client.query(end, [pid])).rowCount).toBe(1)
  })

it('says that nothing was changed when the database was not reached', async () => {
  const nowhere = new Database({ url: 'postgres://somebody@127.0.0.1:1/nothing' })
  expect(await kindOf(nowhere.read({ role: 'app' }, (_db, last) => last(sql`select 1`)))).toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('Nothing was changed'),
  })
  await nowhere.close()
})

it('does not say so when the connection broke, and the next one works', async () => {
  const broken = database.write({ role: 'app' }, async (db) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
    await Promise.all([sql`select pg_sleep(200)`.execute(db), endAsleep(rows[0]?.pid)])
  })
  expect(await kindOf(broken)).toMatchObject({ kind: 'unavailable' })
  expect(translateDatabaseError(new Error('Connection terminated unexpectedly'))).toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('not known whether'),
  })
  const { rows } = await database.read({ role: 'app' }, (_db, last) =>
    last(sql<{ one: number }>`select 1 as one`),
  )
  expect(rows).toEqual([{ one: 1 }])
})

it('leaves what is nobody’s fault but ours as it is', () => {
  const error = new TypeError('x is not a function')
  expect(translateDatabaseError(error)).toBe(error)
})
