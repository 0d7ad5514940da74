import { access } from 'node:fs/promises'
import { runCommand } from './command.mjs'
import { findChromium, findDebianPostgres, findInPath } from './programs.mjs'
import { PreparationError, report } from './report.mjs'

/** What the tests need beside npm packages. Looked for itself, not by its package: it may come from elsewhere. */
const needs = [
  { name: 'chromium-headless-shell', for: 'browser tests', find: () => findChromium() },
  { name: 'golang-go', for: "checking the trail with Go's own readers", find: () => findInPath('go') },
  { name: 'golang-golang-x-mod-dev', for: "checking the trail with Go's own readers", find: findGoModules },
  {
    name: 'postgresql',
    for: 'running on a second PostgreSQL, 15 or newer',
    find: () => findDebianPostgres(),
  },
]

/** @returns {Promise<{ name: string, for: string }[]>} what is not on this machine */
export async function missingForTests() {
  const found = await Promise.all(needs.map((need) => need.find()))
  return needs.filter((_, index) => found[index] === undefined)
}

/**
 * Installs Debian packages; reads the package lists anew only when the ones at hand do not do.
 *
 * @param {{ name: string, for: string }[]} missing
 * @param {{ uid: number | undefined, apt: string | undefined }} host uid of this process, path of apt-get
 */
export async function installDebianPackages(missing, host) {
  if (missing.length === 0) return
  const names = missing.map((need) => need.name)
  if (host.uid !== 0 || host.apt === undefined) throw new PreparationError(whatToInstall(missing, host))
  report(`Installing what the tests need: ${names.join(', ')}.`)
  let last = await install(host.apt, names)
  if (last.code !== 0) {
    report('Reading the package lists anew (apt-get update).')
    await aptGet(host.apt, ['update'])
    last = await install(host.apt, names)
  }
  if (last.code !== 0) {
    throw new PreparationError(
      `apt-get could not install ${names.join(', ')} (exit code ${last.code}). The program runs without; its tests do not. It said:\n${last.output.slice(-2000)}`,
    )
  }
}

function install(apt, names) {
  return aptGet(apt, ['install', '-y', '--no-install-recommends', ...names])
}

function aptGet(apt, args) {
  return runCommand(apt, ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function whatToInstall(missing, host) {
  const list = missing.map((need) => `  ${need.name}  (${need.for})`)
  const how =
    host.apt === undefined
      ? 'There is no apt-get here: install the same by the means of this system.'
      : `Only root may install them here. Run: sudo apt-get install -y --no-install-recommends ${missing.map((need) => need.name).join(' ')}`
  return [
    'The program is ready, but its tests also need these, named as Debian names them:',
    ...list,
    how,
  ].join('\n')
}

async function findGoModules() {
  const directory = '/usr/share/gocode/src/golang.org/x/mod'
  return access(directory).then(
    () => directory,
    () => undefined,
  )
}
