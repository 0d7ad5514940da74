import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import type { TextEncoding } from '../../../kernel/tabular/text-encoding.ts'
import { notATable } from '../content-kind.ts'
import type { HeldSource } from '../held-source.ts'
import { TabularError } from '../tabular-error.ts'

export type RecognisedEncoding = {
  readonly encoding: TextEncoding
  /** True when the bytes only rule UTF-8 out: Windows-1252 is then the likeliest guess, and is said to be one. */
  readonly guessed: boolean
}

const UTF16_SAMPLE_BYTES = 4_096
/** Bytes that stand for no character in Windows-1252. */
const UNUSED_IN_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * Recognises the encoding from all bytes: a byte order mark, else UTF-16 by its zero bytes, else UTF-8 when every byte is
 * valid UTF-8, else Windows-1252. Throws `TabularError` `not_a_table` for binary content, `unknown_encoding` when not even
 * Windows-1252 has a character for every byte, `encoding_mismatch` when UTF-8 was asked for and the bytes are not.
 */
export async function recogniseEncoding(
  source: HeldSource,
  fileName: string,
  chosen?: TextEncoding,
): Promise<RecognisedEncoding> {
  const head = await source.readAt(0, UTF16_SAMPLE_BYTES)
  const wide = chosen?.startsWith('utf-16') ? chosen : chosen === undefined ? recogniseUtf16(head) : null
  if (wide !== null) return { encoding: wide, guessed: false }
  const content = await examineBytes(source)
  if (content.hasZero) throw notATable(fileName, 'not text')
  if (chosen === 'utf-8' && content.invalidUtf8Line !== null) throw mismatch(content.invalidUtf8Line)
  if (chosen !== undefined) return { encoding: chosen, guessed: false }
  if (content.invalidUtf8Line === null) return { encoding: 'utf-8', guessed: false }
  if (content.unusedByteLine !== null) throw unknownEncoding(content.unusedByteLine)
  return { encoding: 'windows-1252', guessed: true }
}

function recogniseUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  let evenZeros = 0
  let oddZeros = 0
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) evenZeros += 1
    else oddZeros += 1
  }
  const enough = head.length / 8
  if (oddZeros > enough && evenZeros === 0) return 'utf-16le'
  if (evenZeros > enough && oddZeros === 0) return 'utf-16be'
  return null
}

type ByteExamination = {
  readonly hasZero: boolean
  readonly invalidUtf8Line: number | null
  readonly unusedByteLine: number | null
}

async function examineBytes(source: HeldSource): Promise<ByteExamination> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 1
  let hasZero = false
  let invalidUtf8Line: number | null = null
  let unusedByteLine: number | null = null
  for await (const chunk of source.chunks()) {
    hasZero ||= chunk.includes(0)
    if (invalidUtf8Line === null && !decodes(decoder, chunk, true)) invalidUtf8Line = line
    if (unusedByteLine === null && UNUSED_IN_WINDOWS_1252.some((byte) => chunk.includes(byte)))
      unusedByteLine = line
    line += countLines(chunk)
  }
  if (invalidUtf8Line === null && !decodes(decoder, Buffer.alloc(0), false)) invalidUtf8Line = line
  return { hasZero, invalidUtf8Line, unusedByteLine }
}

function decodes(decoder: TextDecoder, chunk: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false
  }
}

function countLines(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1
  return count
}

/** Decodes the source piece by piece, without its byte order mark. */
export async function* decodedText(source: HeldSource, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  for await (const chunk of source.chunks()) {
    const text = decoder.write(chunk)
    if (text !== '') yield text
  }
  const rest = decoder.end()
  if (rest) yield rest
}

function mismatch(line: number): TabularError {
  return new TabularError('encoding_mismatch', {
    what: `The file is not UTF-8: the first bytes that do not fit come after line ${line}.`,
    remedy: 'Let the encoding be recognised, or choose the one the file was saved with.',
    line,
  })
}

function unknownEncoding(line: number): TabularError {
  return new TabularError('unknown_encoding', {
    what: `The encoding was not recognised: after line ${line} there are bytes that neither UTF-8 nor Windows-1252 knows.`,
    remedy: 'Choose the encoding the file was saved with, or save it as CSV UTF-8.',
    line,
  })
}
