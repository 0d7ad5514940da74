import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import type { HeldSource } from '../held-source.ts'
import { TabularError } from '../tabular-error.ts'
import type { TabularLimits } from '../tabular-limits.ts'

const LOCAL_HEADER_BYTES = 30
/** Small parts may pack as well as they like. */
const RATIO_FREE_BYTES = 1_000_000
const ARCHIVE_NAME = /\.(zip|xlsx|xlsm|xlsb|xltx|docx|pptx|ods|jar|gz|tgz|tar|bz2|xz|zst|7z|rar)$/i
const LONGEST_PART_NAME = 1_000
const STORED = 0
const DEFLATED = 8

/** A workbook's parts. Nothing has been inflated when one is opened; a part is inflated only while it is read. */
export type WorkbookArchive = {
  has(part: string): boolean
  /** Size of a part as its directory declares it; reading fails when that is not true. */
  declaredBytes(part: string): number
  /** Inflates one part piece by piece. Throws `TabularError` when it holds more than declared or its checksum is wrong. */
  read(part: string): AsyncIterable<Buffer>
}

/**
 * Opens an archive and judges it by its directory alone: number of parts, declared sizes, packing ratio, overlapping
 * parts, encryption, macros, archives inside. What reading a part then yields is counted again, because a directory can lie.
 */
export async function openWorkbookArchive(
  source: HeldSource,
  fileName: string,
  limits: TabularLimits,
): Promise<WorkbookArchive> {
  const { zip, entries } = await readDirectory(source, fileName, limits)
  judge(entries, fileName, limits)
  const parts = new Map(entries.map((entry) => [entry.fileName, entry]))
  const entryOf = (part: string) => {
    const entry = parts.get(part)
    if (entry === undefined) throw damaged(fileName, `the part ${part} is missing`)
    return entry
  }
  return {
    has: (part) => parts.has(part),
    declaredBytes: (part) => entryOf(part).uncompressedSize,
    async *read(part) {
      const entry = entryOf(part)
      let inflated = 0
      let checksum = 0
      try {
        const stream = await zip.openReadStreamPromise(entry)
        for await (const chunk of stream) {
          inflated += chunk.length
          if (inflated > entry.uncompressedSize) throw liesAboutSize(fileName, part)
          checksum = crc32(chunk, checksum)
          yield chunk
        }
        // yauzl leaves the checksum to its caller; a changed byte would otherwise pass as another value.
        if (checksum !== entry.crc32) throw damaged(fileName, `the checksum of its part ${part} is wrong`)
      } catch (failure) {
        throw failure instanceof TabularError ? failure : partFailure(fileName, part, failure)
      }
    },
  }
}

class HeldReader extends yauzl.RandomAccessReader {
  readonly #source: HeldSource

  constructor(source: HeldSource) {
    super()
    this.#source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(range(this.#source, start, end), { objectMode: false })
  }
}

const RANGE_BYTES = 65_536

async function* range(source: HeldSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; at += RANGE_BYTES)
    yield await source.readAt(at, Math.min(RANGE_BYTES, end - at))
}

async function readDirectory(source: HeldSource, fileName: string, limits: TabularLimits) {
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new HeldReader(source), source.bytes, {
      autoClose: false,
    })
    if (zip.entryCount > limits.archiveEntries) throw bomb(fileName, `it has ${zip.entryCount} parts`)
    const entries: yauzl.Entry[] = []
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length > limits.archiveEntries)
        throw bomb(fileName, `it has more than ${limits.archiveEntries} parts`)
    }
    return { zip, entries }
  } catch (failure) {
    if (failure instanceof TabularError) throw failure
    throw new TabularError('truncated_file', {
      what: `The directory at the end of "${fileName}" is missing or damaged: the file was probably cut off.`,
      remedy: 'Upload it again, or open it in a spreadsheet program, save it and choose it again.',
      cause: failure,
    })
  }
}

function judge(entries: readonly yauzl.Entry[], fileName: string, limits: TabularLimits): void {
  const names = new Set(entries.map((entry) => entry.fileName))
  if (names.size !== entries.length) throw damaged(fileName, 'two of its parts have the same name')
  if (entries.some((entry) => entry.fileName.length > LONGEST_PART_NAME))
    throw damaged(fileName, 'one of its parts has an endless name')
  if (entries.some((entry) => entry.isEncrypted())) throw encrypted(fileName)
  if (names.has('mimetype')) throw unsupported(fileName, 'an OpenDocument file')
  if (names.has('xl/workbook.bin')) throw unsupported(fileName, 'a binary workbook (.xlsb)')
  if ([...names].some((name) => /vbaProject[^/]*\.bin$|^xl\/macrosheets\//i.test(name)))
    throw macros(fileName)
  const archive = entries.find((entry) => ARCHIVE_NAME.test(entry.fileName))
  if (archive !== undefined) throw nested(fileName, archive.fileName)
  if (!names.has('[Content_Types].xml')) throw unsupported(fileName, 'an archive, but no Excel workbook')
  let declared = 0
  for (const entry of entries) {
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
      throw damaged(fileName, `its part ${entry.fileName} is packed in an unusual way`)
    declared += entry.uncompressedSize
    const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1)
    if (entry.uncompressedSize > RATIO_FREE_BYTES && ratio > limits.inflationRatio)
      throw bomb(fileName, `its part ${entry.fileName} would grow ${Math.round(ratio)}-fold`)
  }
  if (declared > limits.inflatedBytes) throw tooLargeInside(fileName, limits)
  const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  for (const [index, entry] of inOrder.entries()) {
    const end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.compressedSize
    const next = inOrder[index + 1]
    if (next !== undefined && end > next.relativeOffsetOfLocalHeader)
      throw bomb(fileName, 'its parts overlap')
  }
}

function partFailure(fileName: string, part: string, failure: unknown): TabularError {
  const reason = failure instanceof Error ? failure.message : ''
  if (/too many bytes/i.test(reason)) return liesAboutSize(fileName, part)
  return damaged(fileName, `its part ${part} cannot be unpacked`, failure)
}

/** Refuses a file that breaks off or contradicts itself. */
export function damaged(fileName: string, reason: string, cause?: unknown, line?: number): TabularError {
  return new TabularError('damaged_file', {
    what: `"${fileName}" is damaged: ${reason}.`,
    remedy: 'Open it in a spreadsheet program, save it and choose it again.',
    cause,
    line,
  })
}

function bomb(fileName: string, reason: string): TabularError {
  return new TabularError('archive_bomb', {
    what: `"${fileName}" is built to overload whoever unpacks it: ${reason}.`,
    remedy: 'If you trust it, open it in a spreadsheet program and save the sheet as CSV UTF-8.',
  })
}

function liesAboutSize(fileName: string, part: string): TabularError {
  return bomb(fileName, `its part ${part} holds more than it declares`)
}

function tooLargeInside(fileName: string, limits: TabularLimits): TabularError {
  return new TabularError('archive_bomb', {
    what: `"${fileName}" would unpack to more than ${limits.inflatedBytes} bytes.`,
    remedy: 'Split it into smaller files, or ask an administrator to raise the limit.',
  })
}

function nested(fileName: string, part: string): TabularError {
  return new TabularError('nested_archive', {
    what: `"${fileName}" contains another archive or document (${part}).`,
    remedy: 'Remove the embedded file, or save the sheet as CSV UTF-8.',
  })
}

function encrypted(fileName: string): TabularError {
  return new TabularError('encrypted_workbook', {
    what: `"${fileName}" is encrypted.`,
    remedy: 'Remove the password, save it and choose it again.',
  })
}

/** Refuses a workbook that carries programs. */
export function macros(fileName: string): TabularError {
  return new TabularError('workbook_with_macros', {
    what: `"${fileName}" contains macros.`,
    remedy: 'Save it as an Excel workbook without macros (.xlsx) and choose that.',
  })
}

/** Refuses a workbook of a kind that is not read. */
export function unsupported(fileName: string, kind: string): TabularError {
  return new TabularError('unsupported_workbook', {
    what: `"${fileName}" is ${kind}.`,
    remedy: 'Save it as an Excel workbook (.xlsx) or as CSV UTF-8.',
  })
}
