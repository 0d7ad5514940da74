import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** Writes an answered file: it appears whole or not at all. @returns its size in bytes */
export async function saveFile(answer: Response, file: string): Promise<number> {
  if (!answer.body) throw new Error('The server sent no file. Nothing was written.')
  const partial = `${file}.partial`
  try {
    await pipeline(
      Readable.fromWeb(answer.body as ReadableStream),
      createWriteStream(partial, { mode: 0o600 }),
    )
    await rename(partial, file)
  } catch (cause) {
    await rm(partial, { force: true })
    throw new Error(`The file did not arrive whole, so ${file} was not written. Try again.`, { cause })
  }
  return (await stat(file)).size
}
