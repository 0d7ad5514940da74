import { readFile, readlink, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { systemCode } from '../embedded-server-error.ts'
import { runProgram } from '../program/run-program.ts'

/** What a server wrote about itself into `postmaster.pid` (PostgreSQL's pidfile.h names the lines). */
export interface PostmasterFile {
  readonly pid: number
  readonly dataDirectory: string
  readonly port: number
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown'
}

/** Reads PostgreSQL's own note of a running server; undefined for anything else. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  const dataDirectory = lines[1]
  if (!Number.isInteger(pid) || pid <= 0 || !dataDirectory) return undefined
  const status = lines[7] ?? ''
  return {
    pid,
    dataDirectory,
    port: Number(lines[3]) || 0,
    status:
      status === 'starting' || status === 'stopping' || status === 'ready' || status === 'standby'
        ? status
        : 'unknown',
  }
}

/** The parsed file; undefined when there is none or it is still being written. */
export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8'))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** By device and inode: bind mounts and links give one directory many names. */
export async function isSameDirectory(left: string, right: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(left, { bigint: true }), stat(right, { bigint: true })])
    return a.dev === b.dev && a.ino === b.ino
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR') return false
    throw error
  }
}

/**
 * Who holds the process id that a `postmaster.pid` names. Process ids are reused, so a living process proves nothing:
 * `stranger` is certainly not this directory's server; `unknown` could not be looked at (another account, Windows).
 */
export type Occupant = 'gone' | 'server' | 'stranger' | 'unknown'

/** Looks at the process that a note names: by its files where the system shows them, else by its name. */
export async function occupantOf(pid: number, dataDirectory: string): Promise<Occupant> {
  if (!isAlive(pid)) return 'gone'
  if (process.platform === 'linux') return occupantOnLinux(pid, dataDirectory)
  if (process.platform === 'win32') return 'unknown'
  const listed = await runProgram('/bin/ps', ['-o', 'comm=', '-p', String(pid)], { account: {} })
  if (listed.code !== 0) return 'gone'
  return basename(listed.output).startsWith('postgres') ? 'unknown' : 'stranger'
}

/** A process of another account counts as alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

async function occupantOnLinux(pid: number, dataDirectory: string): Promise<Occupant> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8')
    const nameEnd = status.lastIndexOf(')')
    const state = status.charAt(nameEnd + 2)
    // Killed but not yet collected by its parent: it holds nothing any more.
    if (state === 'Z' || state === 'X') return 'gone'
    if (status.slice(status.indexOf('(') + 1, nameEnd) !== 'postgres') return 'stranger'
    // A postmaster's working directory is its data directory.
    await readlink(`/proc/${pid}/cwd`)
    return (await isSameDirectory(`/proc/${pid}/cwd`, dataDirectory)) ? 'server' : 'stranger'
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ESRCH') return isAlive(pid) ? 'unknown' : 'gone'
    if (code === 'EACCES' || code === 'EPERM') return 'unknown'
    throw error
  }
}
