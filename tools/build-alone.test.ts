import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { buildAlone } from './build-alone.ts'

const folder = await mkdtemp(join(tmpdir(), 'plumbline-build-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

it('lets one build at a time', async () => {
  let building = 0
  let most = 0
  const lock = join(folder, 'one.lock')
  const build = async () => {
    most = Math.max(most, ++building)
    await new Promise((resolve) => setImmediate(resolve))
    building--
  }
  await Promise.all([1, 2, 3].map(() => buildAlone(lock, build)))
  expect(most).toBe(1)
})

it('does not wait for a build whose process was killed, and gives way after one that failed', async () => {
  const lock = join(folder, 'dead.lock')
  const { pid } = spawnSync(process.execPath, ['--version'])
  await writeFile(lock, String(pid))
  await expect(buildAlone(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await buildAlone(lock, async () => 'built')).toBe('built')
})
