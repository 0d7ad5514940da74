import { pipeline, Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'

/**
 * Compresses lines as they come. Nothing is read before the first chunk is asked for, and little is held: a slow
 * receiver slows the reading, one that goes away ends it.
 */
export async function* gzipLines(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED })
  // A failure of the source destroys the compressor, and whoever reads it then sees the failure.
  pipeline(Readable.from(ended(lines)), gzip, () => undefined)
  yield* gzip
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}
