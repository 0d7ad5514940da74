import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const MOST_HELD_BYTES = 4_194_304

/**
 * Takes a stream to its end before anything is sent, so that a slow reader never keeps a transaction open and a
 * failure never leaves half a file. Small ones stay in memory, larger ones wait in a temporary file without a name.
 */
export async function holdOutput(
  source: Readable,
): Promise<{ readonly bytes: Buffer } | { readonly chunks: AsyncIterable<Uint8Array> }> {
  const held: Buffer[] = []
  let size = 0
  const pieces: AsyncIterator<Buffer> = source[Symbol.asyncIterator]()
  for (;;) {
    const next = await pieces.next()
    if (next.done) return { bytes: Buffer.concat(held) }
    held.push(next.value)
    size += next.value.length
    if (size > MOST_HELD_BYTES) break
  }
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-export-'))
  const file = await open(join(folder, 'export'), 'wx+', 0o600)
  try {
    const rest = (async function* () {
      yield* held.splice(0)
      for (;;) {
        const next = await pieces.next()
        if (next.done) return
        yield next.value
      }
    })()
    await pipeline(rest, file.createWriteStream({ autoClose: false }))
  } catch (failure) {
    await file.close()
    throw failure
  } finally {
    // An open file lives on without its name; where that is not possible it is left to the system's cleaning.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
  return { chunks: file.createReadStream({ start: 0 }) }
}
