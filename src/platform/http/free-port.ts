import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Place {
  readonly host: string
  readonly port: number
}

const lookEveryMs = 100

async function isFree({ host, port }: Place): Promise<boolean> {
  const probe = createServer().listen({ host, port, exclusive: true })
  try {
    await once(probe, 'listening')
  } catch (error) {
    // Whatever else is wrong with the place is said by whoever listens there.
    return (error as NodeJS.ErrnoException).code !== 'EADDRINUSE'
  }
  probe.close()
  await once(probe, 'close')
  return true
}

/**
 * Waits until nothing listens at a place: a server that is ending keeps its port until its last request is answered, and
 * whatever supervises it may start the next one before.
 *
 * @param waiting told once, when it is not free at first
 * @returns whether it is free now, after `patienceMs` at the latest
 */
export async function becomesFree(place: Place, patienceMs: number, waiting: () => void): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  for (let first = true; !(await isFree(place)); first = false) {
    if (first) waiting()
    if (Date.now() > deadline) return false
    await sleep(lookEveryMs)
  }
  return true
}
