import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptPort } from './kept-port.ts'

let file: string

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'plumbline-port-')), 'port')
})
afterEach(() => rm(join(file, '..'), { recursive: true, force: true }))

test('a port is chosen once and kept', async () => {
  const first = await keptPort(file)
  expect(first.moved).toBe(false)
  expect(first.port).toBeGreaterThan(15_432)
  expect(first.port).toBeLessThan(32_768)
  expect(await keptPort(file)).toEqual(first)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('a kept port that is taken is given up for another, which is kept from then on', async () => {
  const { port } = await keptPort(file)
  const thief = createServer()
  await new Promise<void>((listening) => thief.listen(port, '127.0.0.1', listening))
  try {
    const next = await keptPort(file)
    expect(next.moved).toBe(true)
    expect(next.port).not.toBe(port)
    expect(await keptPort(file)).toEqual({ port: next.port, moved: false })
  } finally {
    await new Promise((closed) => thief.close(closed))
  }
})

test('an unreadable number is replaced', async () => {
  await writeFile(file, 'eighty\n')
  const { port } = await keptPort(file, () => 21_987)
  expect(port).toBe(21_987)
  expect(await readFile(file, 'utf8')).toBe('21987\n')
})
