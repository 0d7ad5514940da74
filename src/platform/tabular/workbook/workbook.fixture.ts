import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { fixedParts, SHEET_PART } from './workbook-template.ts'

const MTIME = new Date('2026-01-01T00:00:00Z')

/** A workbook around hand-written sheet XML; `parts` adds or replaces parts. */
export async function workbook(
  sheetData: string,
  parts: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> {
  const sheet = `<worksheet>${sheetData}</worksheet>`
  return archive({ ...Object.fromEntries(fixedParts('List')), [SHEET_PART]: sheet, ...parts })
}

/** A ZIP archive of the given parts. */
export async function archive(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [path, content] of Object.entries(parts))
    zip.addBuffer(Buffer.from(content), path, { mtime: MTIME })
  zip.end()
  return buffer(zip.outputStream)
}

const CENTRAL_SIGNATURE = Buffer.from('PK\x01\x02', 'latin1')
const NAME_OFFSET = 46

/** Where the directory's entry for a part begins. Offsets inside an entry: APPNOTE.TXT 4.3.12. */
export function directoryEntry(zip: Buffer, part: string): number {
  for (let at = zip.indexOf(CENTRAL_SIGNATURE); at !== -1; at = zip.indexOf(CENTRAL_SIGNATURE, at + 1))
    if (zip.toString('utf8', at + NAME_OFFSET, at + NAME_OFFSET + zip.readUInt16LE(at + 28)) === part)
      return at
  throw new Error(`no entry for ${part}`)
}
