import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameDirectory, occupantOf, parsePostmasterFile } from './postmaster-file.ts'

test('reads what a ready server writes', () => {
  const text = '4711\n/srv/pg\n1763769600\n15999\n\n127.0.0.1\n  12345   678\nready   \n'
  expect(parsePostmasterFile(text)).toEqual({
    pid: 4711,
    dataDirectory: '/srv/pg',
    port: 15999,
    status: 'ready',
  })
})

test('a file still being written has no status yet', () => {
  expect(parsePostmasterFile('4711\n/srv/pg\n1763769600\n15999\n')?.status).toBe('unknown')
  expect(parsePostmasterFile('47')).toBeUndefined()
  expect(parsePostmasterFile('')).toBeUndefined()
})

test('no content makes it fail or name a process that cannot be', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const file = parsePostmasterFile(text)
      expect(file === undefined || file.pid > 0).toBe(true)
    }),
  )
})

test('a living process that is no server of the directory is a stranger, a missing one is gone', async () => {
  expect(await occupantOf(process.pid, tmpdir())).toBe('stranger')
  expect(await occupantOf(2 ** 22 + 1, tmpdir())).toBe('gone')
})

test('one directory under two names is the same', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-same-'))
  await symlink(directory, `${directory}-link`)
  expect(await isSameDirectory(directory, `${directory}-link`)).toBe(true)
  expect(await isSameDirectory(directory, tmpdir())).toBe(false)
  expect(await isSameDirectory(directory, join(directory, 'none'))).toBe(false)
  await rm(`${directory}-link`)
  await rm(directory, { recursive: true })
})
