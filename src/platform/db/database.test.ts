import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'

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
