import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { writeDurably } from '../../../durable-file.ts'
import { EmbeddedServerError, systemCode } from '../embedded-server-error.ts'

/** Below the ports that Linux, macOS and Windows hand to outgoing connections, so that a kept port stays free. */
const lowestPort = 15_433
const highestPort = 32_767

/**
 * The port the server keeps between starts. When none is kept, or the kept one is taken by someone else, a free one
 * is chosen and kept. `moved` tells that a kept port had to be given up.
 */
export async function keptPort(
  file: string,
  random: (lowest: number, above: number) => number = randomInt,
): Promise<{ port: number; moved: boolean }> {
  const kept = await readPort(file)
  if (kept !== undefined && (await isFree(kept))) return { port: kept, moved: false }
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = random(lowestPort, highestPort + 1)
    if (port !== kept && (await isFree(port))) {
      await writeDurably(file, `${port}\n`)
      return { port, moved: kept !== undefined }
    }
  }
  throw new EmbeddedServerError(
    'start_failed',
    `No free port was found between ${lowestPort} and ${highestPort} on 127.0.0.1. Nothing was changed. End what occupies them and start again.`,
  )
}

async function readPort(file: string): Promise<number | undefined> {
  try {
    const port = Number((await readFile(file, 'utf8')).trim())
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : undefined
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
