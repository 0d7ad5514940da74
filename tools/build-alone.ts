import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Longer than any build takes: after this, the number in a lock belongs to another process by now. */
const forgottenAfterMs = 600_000

/** Whether whoever took the lock is not there any more. */
async function isLeftBehind(lock: string): Promise<boolean> {
  const age = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  )
  if (age > forgottenAfterMs) return true
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''))
  // Just made, and not written yet.
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/**
 * Lets one process build at a time; others wait and then find it built.
 * @param lock a file that stands while somebody builds, and says which process
 */
export async function buildAlone<Result>(lock: string, build: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(lock), { recursive: true })
  for (;;) {
    const taken = await writeFile(lock, String(process.pid), { flag: 'wx' }).catch(
      (error: NodeJS.ErrnoException) => error,
    )
    if (taken === undefined) break
    if (taken.code !== 'EEXIST') throw taken
    if (await isLeftBehind(lock)) await rm(lock, { recursive: true, force: true })
    else await setTimeout(100)
  }
  try {
    return await build()
  } finally {
    await rm(lock, { force: true })
  }
}
