import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { Database, instant } from './database.ts'

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
