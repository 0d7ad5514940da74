import { chmod, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installDebianPackages } from './debian-packages.mjs'
import { installNpmPackages, requireNode } from './npm-packages.mjs'
import { findChromium, findDebianPostgres } from './programs.mjs'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-prepare-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function program(path: string, text = ''): Promise<string> {
  const file = join(directory, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, `#!/bin/sh\n${text}\n`)
  await chmod(file, 0o755)
  return file
}

/** A project whose one dependency lies beside it, so that npm needs no registry. */
async function project(dependencyVersion: string): Promise<void> {
  await mkdir(join(directory, 'beside'), { recursive: true })
  await writeFile(
    join(directory, 'beside', 'package.json'),
    `{"name":"beside","version":"${dependencyVersion}"}`,
  )
  const manifest = { name: 'project', version: '1.0.0', dependencies: { beside: 'file:beside' } }
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest))
  const packages = {
    '': manifest,
    beside: { version: dependencyVersion },
    'node_modules/beside': { resolved: 'beside', link: true },
  }
  await writeFile(
    join(directory, 'package-lock.json'),
    JSON.stringify({ name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages }),
  )
}

test('packages are installed once, and again when the lock file asks for others', async () => {
  await project('1.0.0')
  expect(await installNpmPackages(directory)).toBe(true)
  expect(await installNpmPackages(directory)).toBe(false)
  const later = new Date(Date.now() + 60_000)
  await utimes(join(directory, 'package-lock.json'), later, later)
  expect(await installNpmPackages(directory)).toBe(false)
  await project('2.0.0')
  expect(await installNpmPackages(directory)).toBe(true)
  expect(await installNpmPackages(directory)).toBe(false)
})

test('a failed installation says so and leaves the next run to try again', async () => {
  await project('1.0.0')
  await writeFile(join(directory, 'package.json'), '{"name":"project","dependencies":{"other":"file:other"}}')
  await expect(installNpmPackages(directory)).rejects.toThrow(/npm ci failed/)
  await project('1.0.0')
  expect(await installNpmPackages(directory)).toBe(true)
})

test('Node is refused below what the packages install on', () => {
  expect(() => requireNode('20.10.0')).toThrow(/Node 20\.11 or newer.*Node 20\.10\.0/)
  expect(() => requireNode('18.20.8')).toThrow(/nodejs\.org/)
  for (const version of ['20.11.0', '20.20.2', '22.1.0', '24.21.0']) requireNode(version)
})

test('apt-get installs without reading the lists when they do', async () => {
  const apt = await program('apt-get', `echo "$DEBIAN_FRONTEND $*" >> ${directory}/calls`)
  await installDebianPackages([{ name: 'golang-go', for: 'the trail' }], { uid: 0, apt })
  expect(await readFile(join(directory, 'calls'), 'utf8')).toBe(
    'noninteractive -o DPkg::Lock::Timeout=300 install -y --no-install-recommends golang-go\n',
  )
})

test('apt-get reads the lists when installing fails at first', async () => {
  const apt = await program(
    'apt-get',
    `echo "$3" >> ${directory}/calls; [ "$3" = update ] || [ $(wc -l < ${directory}/calls) -gt 2 ]`,
  )
  await installDebianPackages([{ name: 'chromium', for: 'browsers' }], { uid: 0, apt })
  expect(await readFile(join(directory, 'calls'), 'utf8')).toBe('install\nupdate\ninstall\n')
})

test('what apt-get says is passed on when it cannot', async () => {
  const apt = await program('apt-get', 'echo "E: no space left"; exit 100')
  const needs = [{ name: 'chromium', for: 'browsers' }]
  await expect(installDebianPackages(needs, { uid: 0, apt })).rejects.toThrow(
    /exit code 100[\s\S]*no space left/,
  )
})

test('who may not install is told exactly what to install', async () => {
  const needs = [
    { name: 'chromium', for: 'browsers' },
    { name: 'postgresql', for: 'a second PostgreSQL' },
  ]
  const apt = await program('apt-get', `touch ${directory}/called`)
  await expect(installDebianPackages(needs, { uid: 1000, apt })).rejects.toThrow(
    'sudo apt-get install -y --no-install-recommends chromium postgresql',
  )
  await expect(installDebianPackages(needs, { uid: 0, apt: undefined })).rejects.toThrow(/no apt-get here/)
  await expect(readFile(join(directory, 'called'))).rejects.toThrow()
  await installDebianPackages([], { uid: 1000, apt: undefined })
})

test('the newest PostgreSQL from 15 on is taken, by number, and only if it can make a cluster', async () => {
  expect(await findDebianPostgres({ directory: join(directory, 'none') })).toBeUndefined()
  for (const version of ['9.6', '14', '15', '16']) {
    await program(`${version}/bin/initdb`)
    await program(`${version}/bin/postgres`)
  }
  await program('17/bin/psql')
  expect(await findDebianPostgres({ directory })).toBe(join(directory, '16', 'bin'))
})

test('Chromium is found by the names it goes by', async () => {
  const path = join(directory, 'bin')
  const file = await program('real/google-chrome')
  await mkdir(path)
  await symlink(file, join(path, 'google-chrome'))
  expect(await findChromium({ path })).toBe(join(path, 'google-chrome'))
  await program('bin/chromium')
  expect(await findChromium({ path })).toBe(join(path, 'chromium'))
  await program('bin/chromium-headless-shell')
  expect(await findChromium({ path })).toBe(join(path, 'chromium-headless-shell'))
})
