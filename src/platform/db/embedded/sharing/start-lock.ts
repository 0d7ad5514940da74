import { randomUUID } from 'node:crypto'
import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedServerError, systemCode } from '../embedded-server-error.ts'
import { isAlive } from '../postmaster/postmaster-file.ts'

/** The holder renews its file's time this often; a file not renewed for `staleAfterMs` has no living holder. */
const renewEveryMs = 1_000
const staleAfterMs = 15_000
const pollEveryMs = 20

const heldHere = new Set<string>()

interface Holder {
  readonly pid: number
  readonly host: string
  readonly token: string
}

/**
 * Runs `work` while no other process that starts or stops this data root's server does the same.
 * It keeps starts from getting in each other's way; it is not what protects the data: PostgreSQL's own interlock
 * (postmaster.pid and shared memory) stays in force beneath it.
 */
export async function withStartLock<T>(file: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const token = randomUUID()
  heldHere.add(token)
  try {
    await take(file, token, patienceMs)
    return await whileRenewing(file, work)
  } finally {
    if ((await readHolder(file))?.token === token) await rm(file, { force: true })
    heldHere.delete(token)
  }
}

async function take(file: string, token: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await tryTake(file, token))) {
    if (await isStale(file)) await removeStale(file)
    else if (Date.now() > deadline) throw await lockedError(file)
    else await sleep(pollEveryMs)
  }
}

async function whileRenewing<T>(file: string, work: () => Promise<T>): Promise<T> {
  const renewal = setInterval(() => {
    const now = new Date()
    // A failed renewal only makes the lock look stale sooner.
    utimes(file, now, now).catch(() => undefined)
  }, renewEveryMs)
  renewal.unref()
  try {
    return await work()
  } finally {
    clearInterval(renewal)
  }
}

async function tryTake(file: string, token: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      const holder: Holder = { pid: process.pid, host: hostname(), token }
      await handle.writeFile(JSON.stringify(holder))
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

async function isStale(file: string): Promise<boolean> {
  const age = await ageMs(file)
  if (age === undefined) return false
  if (age > staleAfterMs) return true
  const holder = await readHolder(file)
  // A process id says something only on the host (or container) that gave it out.
  if (holder === undefined || holder.host !== hostname()) return false
  if (holder.pid === process.pid) return !heldHere.has(holder.token)
  return !isAlive(holder.pid)
}

/** Two waiters must not remove one after the other: the second would remove the first one's fresh lock. */
async function removeStale(file: string): Promise<void> {
  const guard = `${file}.removing`
  try {
    await (await open(guard, 'wx', 0o600)).close()
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    if (((await ageMs(guard)) ?? 0) > staleAfterMs) await rm(guard, { force: true })
    await sleep(pollEveryMs)
    return
  }
  try {
    if (await isStale(file)) await rm(file, { force: true })
  } finally {
    await rm(guard, { force: true })
  }
}

async function ageMs(file: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(file)).mtimeMs
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isHolder(holder) ? holder : undefined
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'token' in value &&
    typeof value.token === 'string'
  )
}

async function lockedError(file: string): Promise<EmbeddedServerError> {
  const holder = await readHolder(file)
  const who = holder === undefined ? 'Another process' : `Process ${holder.pid} on ${holder.host}`
  return new EmbeddedServerError(
    'locked',
    `${who} has been starting this database for too long (${file}). Nothing was changed. ` +
      'Wait for it or end it; the lock of a process that is gone is removed by itself.',
  )
}
