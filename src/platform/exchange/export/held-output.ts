import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

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
  let file: FileHandle | undefined
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      held.push(piece)
      size += piece.length
      if (size <= MOST_HELD_BYTES) continue
      file ??= await namelessFile()
      for (const one of held.splice(0)) await file.appendFile(one)
    }
  } catch (failure) {
    await file?.close()
    throw failure
  }
  if (!file) return { bytes: Buffer.concat(held) }
  return { chunks: file.createReadStream({ start: 0 }) }
}

/** A temporary file that vanishes when it is closed; where that is not possible, the system cleans up. */
async function namelessFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-export-'))
  const file = await open(join(folder, 'export'), 'wx+', 0o600)
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  return file
}
