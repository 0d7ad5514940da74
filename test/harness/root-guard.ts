import { rm } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { dataLayout } from '../../src/platform/db/embedded/cluster/data-root.ts'
import { occupantOf, readPostmasterFile } from '../../src/platform/db/embedded/postmaster/postmaster-file.ts'
import { otherUsers } from '../../src/platform/db/embedded/sharing/server-use.ts'

// Run by `guardRoot`: waits until the process that started it is gone, then ends what still lives for its data roots.

/** Ends the processes of a data root: first those that would start its server again. */
async function endRoot(root: string): Promise<void> {
  const { dataDirectory, usesDirectory } = dataLayout(root)
  for (const user of await otherUsers(usesDirectory)) kill(user, 'SIGKILL')
  const server = await readPostmasterFile(dataDirectory)
  if (!server || (await occupantOf(server.pid, dataDirectory)) !== 'server') return
  // An immediate shutdown: nobody needs what is in it.
  kill(server.pid, 'SIGQUIT')
  while ((await occupantOf(server.pid, dataDirectory)) === 'server') await sleep(20)
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

for (const root of (await text(process.stdin)).split('\n').filter((line) => line !== '')) {
  await endRoot(root)
  await rm(root, { recursive: true, force: true, maxRetries: 5 })
}
