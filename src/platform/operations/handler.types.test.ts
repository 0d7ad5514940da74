import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { command, query } from './handler.ts'

/**
 * The type lock: what must not compile. The compiler reads this file with the rest (`npm run check`); a line
 * that began to compile would make its expectation an error.
 */
interface OwnTables {
  'app.note': { id: string; text: string }
}

const write = commandOperation({
  name: 'note.write',
  method: 'POST',
  path: '/notes',
  summary: 'Write a note',
  permission: 'note:write',
  input: z.strictObject({ text: z.string() }),
  output: z.object({ id: z.string() }),
  events: ['note.written'],
})
const read = queryOperation({
  name: 'note.read',
  method: 'GET',
  path: '/notes',
  summary: 'Read notes',
  permission: 'note:read',
  input: z.strictObject({}),
  output: z.object({ count: z.int() }),
})

const handlers = [
  command<OwnTables>()(write, async (tx, input) => {
    const id = tx.sources.newId()
    await tx.db.insertInto('app.note').values({ id, text: input.text }).execute()
    return tx.record({ event: 'note.written', record_id: id }, { id })
  }),
  // @ts-expect-error a command that forgets to record
  command<OwnTables>()(write, async (tx) => ({ id: tx.sources.newId() })),
  command<OwnTables>()(write, async (tx) =>
    // @ts-expect-error an event that the contract does not declare
    tx.record({ event: 'note.deleted' }, { id: tx.sources.newId() }),
  ),
  command<OwnTables>()(write, async (tx) => {
    // @ts-expect-error another module's table
    await tx.db.deleteFrom('app.risk').execute()
    return tx.record({ event: 'note.written' }, { id: tx.sources.newId() })
  }),
  command<OwnTables>()(write, async (tx) => {
    // @ts-expect-error a transaction within the transaction
    await tx.db.transaction().execute(async () => undefined)
    return tx.record({ event: 'note.written' }, { id: tx.sources.newId() })
  }),
  query<OwnTables>()(read, async (scope) => {
    const rows = await scope.db.selectFrom('app.note').select('id').execute()
    return { count: rows.length }
  }),
  query<OwnTables>()(read, async (scope) => {
    // @ts-expect-error a query that writes
    await scope.db.deleteFrom('app.note').execute()
    return { count: 0 }
  }),
  // @ts-expect-error an answer that the contract does not promise
  query<OwnTables>()(read, async () => ({ total: 0 })),
  // @ts-expect-error a query bound as a command
  command<OwnTables>()(read, async () => ({ count: 0 })),
]

describe('the type lock', () => {
  it('lets a command or a query be bound to its own contract', () => {
    expect(handlers.filter((one) => one.write ?? one.read).length).toBe(handlers.length)
  })
})
