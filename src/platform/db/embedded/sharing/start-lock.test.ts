import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withStartLock } from './start-lock.ts'

let directory: string
let lock: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-lock-'))
  lock = join(directory, 'start.lock')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function recordWork(name: string): Promise<void> {
  await withStartLock(lock, 240_000, async () => {
    await appendFile(join(directory, 'work'), `${name} begins\n`)
    await sleep(30)
    await appendFile(join(directory, 'work'), `${name} ends\n`)
  })
}

async function expectOneAfterAnother(count: number): Promise<void> {
  const lines = (await readFile(join(directory, 'work'), 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(count * 2)
  for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace('begins', 'ends'))
  expect(await readdir(directory)).toEqual(['work'])
}

async function endedProcessId(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

test('within one process, one after another', async () => {
  await Promise.all(['a', 'b', 'c', 'd'].map(recordWork))
  await expectOneAfterAnother(4)
})

test('between processes, also when all find the lock of one that is gone', async () => {
  await writeFile(lock, JSON.stringify({ pid: await endedProcessId(), host: hostname(), token: 'old' }))
  const program = `
    const { withStartLock } = await import(${JSON.stringify(new URL('./start-lock.ts', import.meta.url).href)})
    const { appendFile } = await import('node:fs/promises')
    for (let i = 0; i < 5; i++) await withStartLock(${JSON.stringify(lock)}, 240000, async () => {
      await appendFile(${JSON.stringify(join(directory, 'work'))}, process.pid + ' begins\\n')
      await new Promise((done) => setTimeout(done, 5))
      await appendFile(${JSON.stringify(join(directory, 'work'))}, process.pid + ' ends\\n')
    })`
  const children = [1, 2, 3].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }),
  )
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))
  expect(codes).toEqual([0, 0, 0])
  await expectOneAfterAnother(15)
})

test('a lock that this process id left in an earlier life is no obstacle', async () => {
  await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname(), token: 'before the restart' }))
  await recordWork('a')
  await expectOneAfterAnother(1)
})

test('the lock of another host holds until it is no longer renewed', async () => {
  await writeFile(lock, JSON.stringify({ pid: 1, host: 'another-host', token: 'far' }))
  await expect(withStartLock(lock, 100, async () => undefined)).rejects.toMatchObject({
    kind: 'locked',
    message: expect.stringContaining('Process 1 on another-host'),
  })
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  await recordWork('a')
  await expectOneAfterAnother(1)
})

test('a failure inside releases it', async () => {
  await expect(withStartLock(lock, 100, () => Promise.reject(new Error('inside')))).rejects.toThrow('inside')
  await recordWork('a')
  await expectOneAfterAnother(1)
})
