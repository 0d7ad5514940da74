import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataLayout } from '../cluster/data-root.ts'
import { readPassword } from '../cluster/superuser-password.ts'
import { EmbeddedServerError } from '../embedded-server-error.ts'
import { logInTo } from './login.ts'
import { isSameDirectory, occupantOf, type PostmasterFile, readPostmasterFile } from './postmaster-file.ts'

const pollEveryMs = 50
/** A server in recovery or shutdown is waited for this long. */
const transitionPatienceMs = 600_000
/** A server that calls itself ready answers at once; this covers a loaded machine. */
const answerPatienceMs = 30_000

/**
 * The server that runs for this data root, ready to use, or undefined when one may be started. Its `postmaster.pid`
 * must name our own data directory, its process must live, and it must accept our password and say that it serves
 * that directory. A leftover file whose process id now belongs to a stranger is removed: PostgreSQL would take the
 * stranger for a server.
 */
export async function findRunningServer(
  layout: DataLayout,
): Promise<{ port: number; password: string } | undefined> {
  const deadline = Date.now() + transitionPatienceMs
  let unansweredSince: number | undefined
  for (;;) {
    const file = await readPostmasterFile(layout.dataDirectory)
    if (file === undefined) return undefined
    const occupant = await occupantOf(file.pid, layout.dataDirectory)
    if (occupant === 'gone') return undefined
    const namesUs = await isSameDirectory(file.dataDirectory, layout.dataDirectory)
    if (occupant === 'stranger' || !namesUs) {
      await rm(join(layout.dataDirectory, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (file.status === 'ready') {
      const found = await signIn(layout, file)
      if (found !== undefined) return found
      unansweredSince ??= Date.now()
      if (Date.now() - unansweredSince > answerPatienceMs) {
        // Not certainly a server: PostgreSQL's own interlock decides when one is started.
        if (occupant === 'unknown') return undefined
        throw stuckError(layout, file, 'does not answer')
      }
    } else {
      unansweredSince = undefined
    }
    if (Date.now() > deadline) throw stuckError(layout, file, `has been ${file.status} for ten minutes`)
    await sleep(pollEveryMs)
  }
}

async function signIn(
  layout: DataLayout,
  file: PostmasterFile,
): Promise<{ port: number; password: string } | undefined> {
  const password = await readPassword(layout.passwordFile)
  const outcome =
    password === undefined ? 'password_refused' : await logInTo(file.port, password, layout.dataDirectory)
  if (password !== undefined && outcome === 'ours') return { port: file.port, password }
  if (outcome === 'password_refused') {
    throw new EmbeddedServerError(
      'password_refused',
      `PostgreSQL (process ${file.pid}) runs for ${layout.dataDirectory}, but ${layout.passwordFile} does not hold its superuser password. ` +
        'Nothing was changed. Put the right password back; or stop that server, delete the file and start again: a new password is then generated and set.',
    )
  }
  return undefined
}

function stuckError(layout: DataLayout, file: PostmasterFile, what: string): EmbeddedServerError {
  return new EmbeddedServerError(
    'start_failed',
    `PostgreSQL (process ${file.pid}) runs for ${layout.dataDirectory} but ${what} on 127.0.0.1:${file.port}. Nothing was changed. ` +
      `See ${layout.logFile}; stop that process, then start again: what was committed is recovered.`,
  )
}
