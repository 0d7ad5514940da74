import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { TabularError } from './tabular-error.ts'
import type { TabularLimits } from './tabular-limits.ts'

const KEPT_IN_MEMORY_BYTES = 8_000_000
const CHUNK_BYTES = 65_536

/** A file's bytes, whole and hashed, before anything is read from it. */
export type HeldSource = {
  readonly bytes: number
  readonly sha256: string
  /** The bytes in order, from the start each time. */
  chunks(): AsyncIterable<Buffer>
  /** `length` bytes from `start`; fewer at the end. */
  readAt(start: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

/**
 * Takes the whole source before reading it: hash, encoding and zip directory all need its end. Up to 8 MB stay in memory,
 * more go to a temporary file that only this process's user can read and that `close` removes.
 * Throws `TabularError` `empty_file` or `file_too_large`; the stream is then destroyed.
 */
export async function holdSource(
  source: Buffer | Readable,
  limits: TabularLimits,
  spoolDirectory = tmpdir(),
): Promise<HeldSource> {
  const hash = createHash('sha256')
  const kept: Buffer[] = []
  let keptBytes = 0
  let bytes = 0
  let spool: Spool | undefined
  try {
    for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
      const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
      bytes += buffer.length
      if (bytes > limits.fileBytes) throw tooLarge(limits)
      hash.update(buffer)
      kept.push(buffer)
      keptBytes += buffer.length
      if (keptBytes <= KEPT_IN_MEMORY_BYTES || Buffer.isBuffer(source)) continue
      spool ??= await openSpool(spoolDirectory)
      for (const part of kept.splice(0)) await spool.file.appendFile(part)
      keptBytes = 0
    }
    if (bytes === 0) throw emptyFile()
    if (spool === undefined) return inMemory(Buffer.concat(kept), hash.digest('hex'))
    for (const part of kept.splice(0)) await spool.file.appendFile(part)
    return inFile(spool, bytes, hash.digest('hex'))
  } catch (failure) {
    await spool?.remove()
    throw failure
  }
}

function inMemory(content: Buffer, sha256: string): HeldSource {
  return {
    bytes: content.length,
    sha256,
    async *chunks() {
      for (let start = 0; start < content.length; start += CHUNK_BYTES)
        yield content.subarray(start, start + CHUNK_BYTES)
    },
    readAt: async (start, length) => content.subarray(start, start + length),
    close: async () => undefined,
  }
}

type Spool = { readonly file: FileHandle; remove(): Promise<void> }

async function openSpool(directory: string): Promise<Spool> {
  const folder = await mkdtemp(join(directory, 'plumbline-import-'))
  const file = await open(join(folder, 'source'), 'wx+', 0o600)
  let removed: Promise<void> | undefined
  const remove = async () => {
    await file.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    file,
    remove: () => {
      removed ??= remove()
      return removed
    },
  }
}

function inFile(spool: Spool, bytes: number, sha256: string): HeldSource {
  let closed = false
  const readAt = async (start: number, length: number) => {
    if (closed) throw sourceClosed()
    const { buffer, bytesRead } = await spool.file.read(Buffer.allocUnsafe(length), 0, length, start)
    return buffer.subarray(0, bytesRead)
  }
  return {
    bytes,
    sha256,
    async *chunks() {
      for (let start = 0; start < bytes; start += CHUNK_BYTES)
        yield await readAt(start, Math.min(CHUNK_BYTES, bytes - start))
    },
    readAt,
    close: async () => {
      closed = true
      await spool.remove()
    },
  }
}

function tooLarge(limits: TabularLimits): TabularError {
  return new TabularError('file_too_large', {
    what: `The file is larger than ${limits.fileBytes} bytes.`,
    remedy: 'Split it into smaller files, or ask an administrator to raise the limit.',
  })
}

function emptyFile(): TabularError {
  return new TabularError('empty_file', {
    what: 'The file is empty.',
    remedy: 'Export it again and check that it opens on your machine.',
  })
}

function sourceClosed(): TabularError {
  return new TabularError('source_closed', {
    what: 'The file was let go before it was read to its end.',
    remedy: 'Upload it again.',
  })
}
