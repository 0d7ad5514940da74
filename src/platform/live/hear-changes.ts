import type { Database } from '../db/database.ts'
import type { Runner } from '../operations/runner.ts'
import type { CommitNotices } from './commit-notices.ts'
import { LiveChanges } from './live-changes.ts'
import { NoticeListener } from './notice-listener.ts'

interface Told {
  readonly database: Database
  readonly runner: Runner
  readonly notices: CommitNotices
}

/** Passes what this process and all others commit to the pages that are open here. */
export async function hearChanges(
  { database, runner, notices }: Told,
  directUrl: string,
  failed?: (error: Error) => void,
): Promise<{ readonly changes: LiveChanges; readonly stop: () => Promise<void> }> {
  const changes = new LiveChanges({ database, runner, ...(failed ? { failed } : {}) })
  notices.onNotice((notice) => changes.committed(notice))
  const others = new NoticeListener({
    url: directUrl,
    sender: notices.sender,
    heard: (notice) => changes.committed(notice),
    missed: () => changes.missed(),
  })
  await others.start()
  return { changes, stop: () => others.stop() }
}
