import { readFile, stat } from 'node:fs/promises'
import { EmbeddedServerError, systemCode } from '../embedded-server-error.ts'

/** The uid and gid the server's programs run under; empty when they run under the caller's own. */
export type ServerAccount = { readonly uid: number; readonly gid: number } | Record<string, never>

/**
 * PostgreSQL refuses to run as root. As root: the account that already owns the data directory, else `postgres`,
 * else `nobody`. As anyone else: the caller, who must own an existing data directory.
 */
export async function chooseServerAccount(dataDirectory: string): Promise<ServerAccount> {
  const self = process.getuid?.()
  if (self === undefined) return {}
  const owner = await ownerOf(dataDirectory)
  if (self !== 0) {
    if (owner !== undefined && owner.uid !== self) {
      throw new EmbeddedServerError(
        'directory_of_other_account',
        `The data directory ${dataDirectory} belongs to uid ${owner.uid}, this process runs as uid ${self}. Nothing was changed. ` +
          'Start under the account that created it (root, if root did), or choose another data directory.',
      )
    }
    return {}
  }
  if (owner !== undefined && owner.uid !== 0) return owner
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8'))
  const account = accounts.get('postgres') ?? accounts.get('nobody')
  if (account === undefined) {
    throw new EmbeddedServerError(
      'start_failed',
      'PostgreSQL does not run as root, and this machine has neither a "postgres" nor a "nobody" account to run it under. ' +
        'Create one of them, start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return account
}

/** Account name to uid and gid, from the text of a passwd file. Entries that would be root are left out. */
export function parseAccounts(passwd: string): Map<string, { uid: number; gid: number }> {
  const accounts = new Map<string, { uid: number; gid: number }>()
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name && uid && gid && /^\d+$/.test(uid) && /^\d+$/.test(gid) && Number(uid) !== 0) {
      accounts.set(name, { uid: Number(uid), gid: Number(gid) })
    }
  }
  return accounts
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}
