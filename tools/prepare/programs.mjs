import { constants } from 'node:fs'
import { access, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** The one made to run without a window comes first: it takes a third less time for a page. */
const chromiumNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
]
const chromiumOnMac = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** The oldest PostgreSQL that DATABASE_URL may name. */
const lowestPostgres = 15

/**
 * The Chromium that the browser tests drive.
 *
 * @param {{ path?: string }} [host] search path, the process's own when left out
 * @returns {Promise<string | undefined>} absolute path
 */
export async function findChromium(host = {}) {
  for (const name of chromiumNames) {
    const found = await findInPath(name, host.path)
    if (found !== undefined) return found
  }
  for (const file of process.platform === 'darwin' ? chromiumOnMac : [])
    if (await isExecutable(file)) return file
  return undefined
}

/**
 * Directory with `initdb` and `postgres` of the newest Debian PostgreSQL that the software supports. Only the
 * programs are meant: clusters that Debian made are another's and stay untouched.
 *
 * @param {{ directory?: string }} [host] where Debian puts its versions
 * @returns {Promise<string | undefined>} such as `/usr/lib/postgresql/15/bin`
 */
export async function findDebianPostgres({ directory = '/usr/lib/postgresql' } = {}) {
  const versions = (await namesIn(directory)).filter(
    (name) => /^\d+$/.test(name) && Number(name) >= lowestPostgres,
  )
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const bin = join(directory, version, 'bin')
    if ((await isExecutable(join(bin, 'initdb'))) && (await isExecutable(join(bin, 'postgres')))) return bin
  }
  return undefined
}

/**
 * @param {string} name of a program
 * @param {string} [path] search path, the process's own when left out
 * @returns {Promise<string | undefined>}
 */
export async function findInPath(name, path = process.env.PATH ?? '') {
  for (const directory of path.split(delimiter)) {
    if (directory === '') continue
    for (const suffix of process.platform === 'win32' ? ['.exe', '.cmd'] : ['']) {
      const file = join(directory, name + suffix)
      if (await isExecutable(file)) return file
    }
  }
  return undefined
}

async function isExecutable(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function namesIn(directory) {
  return readdir(directory).catch(() => [])
}
