import { setTimeout as sleep } from 'node:timers/promises'
import type { DataLayout } from '../cluster/data-root.ts'
import { EmbeddedServerError } from '../embedded-server-error.ts'
import { occupantOf, readPostmasterFile } from './postmaster-file.ts'

const lookEveryMs = 500
/** A server that ends more often than this in so short a time has a reason that starting it again does not mend. */
const mostRevivals = 5
const withinMs = 60_000

interface Keeping {
  readonly layout: DataLayout
  /** Brings the server up again, or finds that somebody else did. */
  readonly revive: () => Promise<void>
  /** It cannot be kept running; nothing is tried any more. */
  readonly lost: (error: Error) => void
  readonly log: (line: string) => void
}

/** Whether a server of this data directory lives, whoever started it. */
async function lives({ dataDirectory }: DataLayout): Promise<boolean> {
  const file = await readPostmasterFile(dataDirectory)
  if (file === undefined) return false
  const occupant = await occupantOf(file.pid, dataDirectory)
  return occupant === 'server' || occupant === 'unknown'
}

/**
 * Watches a server while it is used and brings it up again when it ended without being told to: killed for memory, or
 * crashed. What was committed is recovered by its write-ahead log. @returns the way to stop watching.
 */
export function keepRunning({ layout, revive, lost, log }: Keeping): () => Promise<void> {
  const over = new AbortController()
  const revivedAt: number[] = []
  const watch = async () => {
    while (!over.signal.aborted) {
      await sleep(lookEveryMs, undefined, { ref: false, signal: over.signal })
      if (await lives(layout)) continue
      const now = Date.now()
      revivedAt.push(now)
      if (revivedAt.filter((at) => at > now - withinMs).length > mostRevivals)
        throw new EmbeddedServerError(
          'start_failed',
          `PostgreSQL for ${layout.dataDirectory} ended ${mostRevivals} times within a minute and is not started again. ` +
            `What was committed is kept. See ${layout.logFile} for why it ends.`,
        )
      log(`PostgreSQL for ${layout.dataDirectory} has ended without being told to. It is started again.`)
      await revive()
      log('PostgreSQL takes connections again. What was committed is kept.')
    }
  }
  const watching = watch().catch((error: unknown) => {
    if (!over.signal.aborted) lost(error instanceof Error ? error : new Error(String(error)))
  })
  return () => {
    over.abort()
    return watching
  }
}
