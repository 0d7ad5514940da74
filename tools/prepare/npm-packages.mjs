import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './command.mjs'
import { PreparationError, report } from './report.mjs'

/** Of `engines` in package.json: enough to install; the program itself runs on the newer Node that npm then brings. */
const lowestNode = [20, 11]

/** @param {string} version of Node */
export function requireNode(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > lowestNode[0] || (major === lowestNode[0] && minor >= lowestNode[1])) return
  throw new PreparationError(
    `Node ${lowestNode.join('.')} or newer is needed to install; this is Node ${version}. Nothing was changed. Install Node 24 from https://nodejs.org.`,
  )
}

/**
 * Runs `npm ci` in `root` unless node_modules already holds what package-lock.json asks for. Install scripts stay
 * off: nothing depends on one.
 *
 * @param {string} root
 * @returns {Promise<boolean>} whether packages were installed
 */
export async function installNpmPackages(root) {
  if (await isInstalled(root)) return false
  report('Installing npm packages (npm ci); the first time this takes a minute.')
  const begun = Date.now()
  const { code, output } = await runCommand(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
    },
  )
  if (code !== 0) {
    throw new PreparationError(
      `npm ci failed in ${root} (exit code ${code}). The program cannot run until it succeeds: check the network, then run this command again.\n${output.slice(0, 1500)}`,
    )
  }
  report(`npm packages are installed (${Math.round((Date.now() - begun) / 1000)} s).`)
  return true
}

/**
 * Compares what npm noted inside node_modules with package-lock.json, package by package: times of files say little
 * after a checkout or a copy. Packages of other platforms and others that are optional may be missing.
 */
async function isInstalled(root) {
  const wanted = await readPackages(join(root, 'package-lock.json'))
  if (wanted === undefined)
    throw new PreparationError(
      `${join(root, 'package-lock.json')} is missing or unreadable. Restore it from the repository.`,
    )
  const installed = await readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return false
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue
    const found = installed[path]
    if (found === undefined ? !entry.optional && !entry.peer : !isSame(entry, found)) return false
  }
  return Object.keys(installed).every((path) => path in wanted)
}

function isSame(left, right) {
  return (
    left.version === right.version && left.integrity === right.integrity && left.resolved === right.resolved
  )
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}
