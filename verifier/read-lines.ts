import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Longest line that is read: an image beyond this size is no row of ours. */
const LINE_BYTES_MAX = 256 * 1024 * 1024

const CHUNK_BYTES = 1024 * 1024

const NEWLINE = 0x0a

/**
 * Reads a file line by line, unpacking gzip (told by its first two bytes, not by its name). Only the newline ends a line:
 * node:readline would also split at U+2028, which may stand within a record. Throws what reading throws.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const packed = await isGzip(path)
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  if (!packed) yield* splitLines(file)
  // A failure of either stream destroys both and reaches the reader of the second, so the callback has nothing to add.
  else yield* splitLines(pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined))
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield restBytes === 0
        ? chunk.toString('utf8', start, end)
        : Buffer.concat([...rest, chunk.subarray(start, end)]).toString()
      rest = []
      restBytes = 0
      start = end + 1
    }
    rest.push(chunk.subarray(start))
    restBytes += chunk.length - start
    if (restBytes > LINE_BYTES_MAX) throw new Error(`a line is longer than ${LINE_BYTES_MAX} bytes`)
  }
  if (restBytes > 0) yield Buffer.concat(rest).toString()
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}
