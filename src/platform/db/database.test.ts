import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { throughPooler } from '../../../test/harness/pooler.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { instant } from './column-types.ts'
import { Database } from './database.ts'

const { database } = await makeTestDatabase({ connections: 2 })

it('answers the last statement of a read, and refuses one after it', async () => {
  const late = database.read({ role: 'app' }, async (db, last) => {
    const { rows } = await last(sql<{ one: number }>`select 1 as one`)
    expect(rows).toEqual([{ one: 1 }])
    return sql`select 2`.execute(db)
  })
  await expect(late).rejects.toThrow('after the last one')
})

it('leaves each connection outside of any transaction, whatever happened in it', async () => {
  const failed = database.read({ role: 'app' }, (_db, last) => last(sql`select 1/0`))
  await expect(failed).rejects.toThrow('division by zero')
  const states = await Promise.all(
    [1, 2, 3, 4].map(() =>
      database.read({ role: 'app' }, async (db) => {
        const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db)
        return rows[0]?.role
      }),
    ),
  )
  expect(states).toEqual(Array(4).fill('plumbline_app'))
})

it('goes on with its prepared statements after one of a batch failed', async () => {
  const small = await makeTestDatabase({ connections: 1 })
  const divide = (by: number) =>
    small.database.read({ role: 'app' }, async (db) => {
      const [first] = await Promise.all([
        sql<{ n: number }>`select 10 / ${by}::int as n`.execute(db),
        sql`select ${by}::int as after_it`.execute(db),
      ])
      return first.rows[0]?.n
    })
  await expect(divide(0)).rejects.toThrow('division by zero')
  expect(await divide(5)).toBe(2)
  await expect(divide(0)).rejects.toThrow('division by zero')
  expect(await divide(2)).toBe(5)
})

interface Standing {
  readonly isolation: string
  readonly read_only: string
  readonly role: string
  readonly zone: string
  readonly timeouts: string
  readonly organization: string | null
}
const standing = sql<Standing>`select current_setting('transaction_isolation') as isolation,
  current_setting('transaction_read_only') as read_only, current_user as role, current_setting('timezone') as zone,
  current_setting('statement_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout') as timeouts,
  nullif(current_setting('plumbline.organization', true), '') as organization`
const organizationId = '01a22d76-cc7c-7000-bcbc-774d3588e32c'

describe.each([
  { where: 'on a connection of its own', prepared: true, pooled: false },
  { where: 'behind a pooler', prepared: true, pooled: true },
  { where: 'behind a pooler that takes no prepared statements', prepared: false, pooled: true },
])('a transaction $where', ({ prepared, pooled }) => {
  const always = { zone: 'UTC', timeouts: '2min 1min' }
  const reading = { isolation: 'repeatable read', read_only: 'on', ...always }
  const writing = { isolation: 'read committed', read_only: 'off', ...always }
  const one = async () => {
    const { url } = await makeTestDatabase()
    return new Database({ url: pooled ? await throughPooler(url) : url, prepared, connections: 1 })
  }

  it('sets for its connection what lasts, unless a pooler may give the next transaction another', async () => {
    const only = await one()
    const { rows } = await only.read({ role: 'app' }, (_db, last) =>
      last(sql<{ lasting: string }>`select current_setting('default_transaction_read_only') as lasting`),
    )
    expect(rows[0]?.lasting).toBe(pooled ? 'off' : 'on')
    await only.close()
  })

  it('is what it was asked to be, whether it takes one way or several, and leaves nothing to the next', async () => {
    const only = await one()
    const inOne = () =>
      only.read({ role: 'app', organizationId }, async (_db, last) => (await last(standing)).rows[0])
    const inTwo = () =>
      only.read({ role: 'sequencer', organizationId }, async (db, last) => {
        await sql`select 1`.execute(db)
        return (await last(standing)).rows[0]
      })
    const written = () =>
      only.write({ role: 'app', organizationId }, async (db) => (await standing.execute(db)).rows[0])
    const bare = () => only.read({ role: 'app' }, async (_db, last) => (await last(standing)).rows[0])
    for (const _again of [1, 2]) {
      expect(await inOne()).toEqual({ ...reading, role: 'plumbline_app', organization: organizationId })
      expect(await inTwo()).toEqual({ ...reading, role: 'plumbline_sequencer', organization: organizationId })
      expect(await written()).toEqual({ ...writing, role: 'plumbline_app', organization: organizationId })
      expect(await bare()).toEqual({ ...reading, role: 'plumbline_app', organization: null })
    }
    await only.close()
  })

  it('refuses to write when it reads, and keeps its connection', async () => {
    const only = await one()
    const process = () =>
      only.read({ role: 'app' }, async (_db, last) => {
        const { rows } = await last(sql<{ pid: number }>`select pg_backend_pid() as pid`)
        return rows[0]?.pid
      })
    const before = await process()
    const insert = only.read({ role: 'app' }, (_db, last) => last(newUser('three@example.org')))
    await expect(insert).rejects.toThrow('read-only transaction')
    expect(await process()).toBe(before)
    await only.close()
  })

  it('reads the same from a statement each time, and says when a value cannot be read', async () => {
    const only = await one()
    const typed = (at: string) =>
      only.read({ role: 'app' }, async (_db, last) => {
        const { rows } = await last(
          sql`select n::bigint, '2026-11-30'::date as day, ${at}::timestamptz as at, null::text as nothing, n > 1 as more
            from generate_series(1, 2) n`,
        )
        return rows
      })
    const noon = '2026-11-30T12:00:00.000Z'
    const expected = [
      { n: 1, day: '2026-11-30', at: noon, nothing: null, more: false },
      { n: 2, day: '2026-11-30', at: noon, nothing: null, more: true },
    ]
    expect(await typed(noon)).toEqual(expected)
    await expect(typed('infinity')).rejects.toThrow('Invalid time value')
    expect(await typed(noon)).toEqual(expected)
    await only.close()
  })
})

const newUser = (email: string) => sql`
  insert into auth.user (id, email, created_at) values (gen_random_uuid(), ${email}, now())`
const users = async () => {
  const { rows } = await database.read({ role: 'app' }, (_db, last) => last(sql`select from auth.user`))
  return rows.length
}

it('keeps nothing of a write when any statement of its batch fails', async () => {
  const write = database.write({ role: 'app' }, async (db, later) => {
    later(newUser('one@example.org').execute(db))
    later(sql`select 1 / 0`.execute(db))
  })
  await expect(write).rejects.toThrow('division by zero')
  expect(await users()).toBe(0)
})

it('begins nothing for an organization or operation that is no id, and keeps no connection for it', async () => {
  const wrong = { role: 'app', organizationId: organizationId.slice(1) } as const
  for (const _each of [1, 2, 3]) {
    await expect(database.write(wrong, (db) => newUser('four@example.org').execute(db))).rejects.toThrow(
      'must be a UUID',
    )
    const read = database.read({ ...wrong, organizationId, operationId: 'x' }, (_db, last) =>
      last(sql`select 1`),
    )
    await expect(read).rejects.toThrow('must be a UUID')
  }
  expect(await users()).toBe(0)
})

it('sends no part of a batch that holds a value it cannot send', async () => {
  const endless: { self?: unknown } = {}
  endless.self = endless
  const write = database.write({ role: 'app' }, async (db, later) => {
    later(newUser('two@example.org').execute(db))
    later(sql`select ${endless}::text`.execute(db))
  })
  await expect(write).rejects.toThrow('circular')
  expect(await users()).toBe(0)
})

it('keeps its connections while nobody asks for some minutes', async () => {
  const { url } = await makeTestDatabase()
  const only = new Database({ url, connections: 1 })
  const process = () =>
    only.read({ role: 'app' }, async (_db, last) => {
      const { rows } = await last(sql<{ pid: number }>`select pg_backend_pid() as pid`)
      return rows[0]?.pid
    })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const before = await process()
  vi.advanceTimersByTime(5 * 60_000)
  vi.useRealTimers()
  expect(await process()).toBe(before)
  await only.close()
})

it('works without prepared statements, as behind a transaction pooler', async () => {
  const { url } = await makeTestDatabase()
  const plain = new Database({ url, prepared: false })
  const answer = await plain.read({ role: 'app' }, async (db, last) => {
    const first = await sql<{ n: number }>`select ${1}::int as n`.execute(db)
    const second = await last(sql<{ n: number }>`select ${2}::int as n`)
    return [first.rows[0]?.n, second.rows[0]?.n]
  })
  expect(answer).toEqual([1, 2])
  await plain.close()
})

it('reads times as the API writes them, whatever the session’s time zone and their fraction', async () => {
  const written = [
    '2026-11-21 12:00:00.123456+02',
    '1999-01-01 00:00:00+00',
    '2026-01-01 00:00:00.5-03:30',
    '0044-03-15 00:00:00+00',
  ]
  const { rows } = await database.read({ role: 'app' }, (_db, last) =>
    last(sql<{ at: string }>`select t::timestamptz as at from unnest(${written}::text[]) t`),
  )
  expect(rows.map(({ at }) => at)).toEqual([
    '2026-11-21T10:00:00.123Z',
    '1999-01-01T00:00:00.000Z',
    '2026-01-01T03:30:00.500Z',
    '0044-03-15T00:00:00.000Z',
  ])
  expect(instant('2026-11-21 12:00:00.123456+05:30')).toBe('2026-11-21T06:30:00.123Z')
})
