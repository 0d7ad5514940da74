import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { becomesFree } from './free-port.ts'

const host = '127.0.0.1'
let occupant: Server
afterEach(() => occupant.close())

async function occupied(): Promise<number> {
  occupant = createServer().listen(0, host)
  await once(occupant, 'listening')
  return (occupant.address() as AddressInfo).port
}

it('waits for a port that is about to be free, and says so once', async () => {
  const port = await occupied()
  const { promise: waiting, resolve } = Promise.withResolvers<void>()
  let told = 0
  const free = becomesFree({ host, port }, 240_000, () => {
    told += 1
    resolve()
  })
  await waiting
  occupant.close()
  expect(await free).toBe(true)
  expect(told).toBe(1)
  expect(await becomesFree({ host, port }, 0, () => expect.unreachable())).toBe(true)
})

it('does not wait for ever, nor for a place where nobody may listen', async () => {
  const port = await occupied()
  expect(await becomesFree({ host, port }, 0, () => undefined)).toBe(false)
  expect(await becomesFree({ host: '192.0.2.1', port }, 240_000, () => expect.unreachable())).toBe(true)
})
