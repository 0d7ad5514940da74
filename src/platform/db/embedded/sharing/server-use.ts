import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { systemCode } from '../embedded-server-error.ts'
import { isAlive } from '../postmaster/postmaster-file.ts'

/**
 * Notes that this process uses the server, one file per use. The process that started the server reads the notes
 * before it stops it: a short command may have started what a long-running one adopted. Returns the way to end the use.
 */
export async function registerUse(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const note = join(directory, `${process.pid}-${randomUUID()}`)
  await writeFile(note, hostname(), { mode: 0o600, flag: 'wx' })
  return () => rm(note, { force: true })
}

/**
 * Process ids of living other processes that use the server. Notes of processes that are gone are removed; so are
 * those of another host name, which are left over from an earlier container: the server is reachable on loopback only.
 */
export async function otherUsers(directory: string): Promise<number[]> {
  const users = new Set<number>()
  for (const name of await namesIn(directory)) {
    const pid = Number(name.split('-')[0])
    if (pid === process.pid) continue
    const note = join(directory, name)
    const host = await readFile(note, 'utf8').catch(() => undefined)
    if (host === hostname() && isAlive(pid)) users.add(pid)
    else await rm(note, { force: true })
  }
  return [...users]
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
