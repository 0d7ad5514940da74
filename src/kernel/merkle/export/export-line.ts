import { FormatError } from '../encoding/format-error.ts'
import { type JsonObject, parseJsonObject } from '../encoding/json-object.ts'

export const EXPORT_VERSION = 1

/** First line of an export. It is not signed: everything in it is compared with what follows. */
export type ExportHeader = {
  readonly type: 'plumbline-trail'
  readonly version: typeof EXPORT_VERSION
  readonly organization: string
  /** UTC, ISO 8601. */
  readonly exported_at: string
  /** Number of leaves in the file: the size of its last checkpoint. */
  readonly size: number
  /** Verifier keys, also the retired ones that signed checkpoints in the file. */
  readonly keys: readonly string[]
  /** Origin lines of the epochs that have a checkpoint in the file, in order. */
  readonly epochs: readonly string[]
}

/** One leaf, in order of `index` from 0. */
export type ExportLeaf = {
  readonly type: 'leaf'
  readonly index: number
  /** The leaf exactly as hashed into the tree. */
  readonly leaf: string
  /** Its RFC 6962 leaf hash in hex. */
  readonly hash: string
  /** 16 bytes in base64; null when the leaf has no payload or it was erased. */
  readonly salt: string | null
  /** The payload behind the leaf's `after`, as the UTF-8 text that was hashed; null when there is none or it was erased. */
  readonly image: string | null
  /** True only when no later leaf of the file concerns the same row, so that the reader may forget the row. */
  readonly final: boolean
}

/** A signed checkpoint, right after the leaf with index size - 1. */
export type ExportCheckpoint = { readonly type: 'checkpoint'; readonly note: string }

export type ExportLine = ExportHeader | ExportLeaf | ExportCheckpoint

/** One line of a witness file, appended when a checkpoint was signed. */
export type WitnessLine = { readonly note: string }

/** The header's line, without the newline. */
export function writeHeaderLine(header: Omit<ExportHeader, 'type' | 'version'>): string {
  const { organization, exported_at, size, keys, epochs } = header
  return JSON.stringify({
    type: 'plumbline-trail',
    version: EXPORT_VERSION,
    organization,
    exported_at,
    size,
    keys,
    epochs,
  })
}

/** A leaf's line, without the newline. */
export function writeLeafLine({ index, leaf, hash, salt, image, final }: Omit<ExportLeaf, 'type'>): string {
  return JSON.stringify({ type: 'leaf', index, leaf, hash, salt, image, final })
}

/** A checkpoint's line, without the newline. */
export function writeCheckpointLine(note: string): string {
  return JSON.stringify({ type: 'checkpoint', note })
}

/** A line of the witness file, without the newline. */
export function writeWitnessLine(note: string): string {
  return JSON.stringify({ note })
}

/** Reads a line of an export exactly as its writer spells it; throws `FormatError` on any other text. */
export function parseExportLine(text: string): ExportLine {
  const object = parseJsonObject(text, 'the line')
  const line = exportLineOf(object)
  if (line === null)
    throw new FormatError('the line is neither header, leaf nor checkpoint of a trail export')
  if (rewrite(line) !== text) throw new FormatError('the line is not spelled as a trail export spells it')
  return line
}

/** Reads a line of a witness file; throws `FormatError`. Further keys are allowed: a deployment may add a time. */
export function parseWitnessLine(text: string): WitnessLine {
  const { note } = parseJsonObject(text, 'the line')
  if (typeof note !== 'string') throw new FormatError('the line of the witness file holds no note')
  return { note }
}

function exportLineOf(object: JsonObject): ExportLine | null {
  const { type } = object
  if (type === 'leaf') return leafOf(object)
  if (type === 'checkpoint') return typeof object.note === 'string' ? { type, note: object.note } : null
  return type === 'plumbline-trail' ? headerOf(object) : null
}

function leafOf({ index, leaf, hash, salt, image, final }: JsonObject): ExportLeaf | null {
  if (!isCount(index) || typeof leaf !== 'string' || typeof hash !== 'string' || typeof final !== 'boolean')
    return null
  return isNullableText(salt) && isNullableText(image)
    ? { type: 'leaf', index, leaf, hash, salt, image, final }
    : null
}

function headerOf({
  version,
  organization,
  exported_at,
  size,
  keys,
  epochs,
}: JsonObject): ExportHeader | null {
  if (version !== EXPORT_VERSION || typeof organization !== 'string' || typeof exported_at !== 'string')
    return null
  if (!isCount(size) || !isTextList(keys) || !isTextList(epochs)) return null
  return { type: 'plumbline-trail', version, organization, exported_at, size, keys, epochs }
}

function rewrite(line: ExportLine): string {
  if (line.type === 'leaf') return writeLeafLine(line)
  return line.type === 'checkpoint' ? writeCheckpointLine(line.note) : writeHeaderLine(line)
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isNullableText = (value: unknown): value is string | null => value === null || typeof value === 'string'
const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')
