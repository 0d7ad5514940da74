import type { HeldSource } from './held-source.ts'
import { TabularError } from './tabular-error.ts'

const SIGNATURES: readonly (readonly [string, Buffer])[] = [
  ['a PNG image', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a JPEG image', Buffer.from('ffd8ff', 'hex')],
  ['a GIF image', Buffer.from('GIF8', 'latin1')],
  ['a PDF document', Buffer.from('%PDF-', 'latin1')],
  ['a gzip archive', Buffer.from('1f8b', 'hex')],
  ['a 7-Zip archive', Buffer.from('377abcaf271c', 'hex')],
  ['a RAR archive', Buffer.from('526172211a07', 'hex')],
  ['an xz archive', Buffer.from('fd377a585a00', 'hex')],
  ['a Parquet file', Buffer.from('PAR1', 'latin1')],
  ['an SQLite database', Buffer.from('SQLite format 3\0', 'latin1')],
  ['an RTF document', Buffer.from('{\\rtf', 'latin1')],
  ['a program', Buffer.from('7f454c46', 'hex')],
]
const ZIP_SIGNATURES = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')]
const OLE_SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** Name of the stream that holds the workbook in a password-protected file. Source: MS-OFFCRYPTO 2.3.4. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le')
const HEAD_BYTES = 16

/**
 * Tells by the first bytes, never by the name, whether the file is an archive (perhaps a workbook) or text.
 * Throws `TabularError` for what is clearly neither: an image, a PDF, an old or a password-protected workbook.
 */
export async function contentKind(source: HeldSource, fileName: string): Promise<'archive' | 'text'> {
  const head = await source.readAt(0, HEAD_BYTES)
  if (ZIP_SIGNATURES.some((signature) => startsWith(head, signature))) return 'archive'
  if (startsWith(head, OLE_SIGNATURE)) throw await oldOrEncrypted(source, fileName)
  const known = SIGNATURES.find(([, signature]) => startsWith(head, signature))
  if (known !== undefined) throw notATable(fileName, known[0])
  return 'text'
}

/** Refuses a file that is something else than its name says. */
export function notATable(fileName: string, kind: string): TabularError {
  return new TabularError('not_a_table', {
    what: `"${fileName}" is ${kind}, whatever its name says.`,
    remedy: 'Choose a CSV file or an Excel workbook (.xlsx).',
  })
}

async function oldOrEncrypted(source: HeldSource, fileName: string): Promise<TabularError> {
  let before = Buffer.alloc(0)
  for await (const chunk of source.chunks()) {
    const joined = Buffer.concat([before, chunk])
    if (joined.includes(ENCRYPTED_STREAM))
      return new TabularError('encrypted_workbook', {
        what: `"${fileName}" is protected with a password.`,
        remedy: 'Open it, remove the password, save it and choose it again.',
      })
    before = joined.subarray(-ENCRYPTED_STREAM.length)
  }
  return new TabularError('old_workbook', {
    what: `"${fileName}" is in an old Office format (such as .xls).`,
    remedy: 'Open it and save it as an Excel workbook (.xlsx) or as CSV UTF-8.',
  })
}

function startsWith(head: Buffer, signature: Buffer): boolean {
  return head.subarray(0, signature.length).equals(signature)
}
