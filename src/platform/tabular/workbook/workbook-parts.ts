import { posix } from 'node:path'
import { TextDecoder } from 'node:util'
import type { Sheet } from '../table.ts'
import { TabularError } from '../tabular-error.ts'
import type { TabularLimits } from '../tabular-limits.ts'
import type { WorkbookArchive } from './workbook-archive.ts'
import { damaged, macros, unsupported } from './workbook-archive.ts'
import type { NumberStyle } from './workbook-number.ts'
import { numberStyle } from './workbook-number.ts'
import { fromWorkbookText } from './workbook-text.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { XmlError, XmlScanner } from './xml-scanner.ts'

/** Cell formats, sheets or relationships; Excel itself stops at 65,490 formats. */
const MOST_ITEMS = 100_000
const LONGEST_FORMAT = 255

/** What the sheets of a workbook refer to. */
export type WorkbookParts = {
  readonly sheets: readonly (Sheet & { readonly part: string })[]
  readonly from1904: boolean
  readonly styles: readonly CellStyle[]
  readonly sharedTexts: readonly string[]
}

export type CellStyle = {
  readonly number: NumberStyle
  /** The program showed the text with its apostrophe hidden: it is literal and needs no restoring. */
  readonly literal: boolean
}

type Opened = { readonly archive: WorkbookArchive; readonly fileName: string; readonly limits: TabularLimits }

/** Reads everything but the sheets. Throws `TabularError`. */
export async function readWorkbookParts(opened: Opened): Promise<WorkbookParts> {
  const { archive, fileName, limits } = opened
  await refuseMacroTypes(opened)
  const main = (await relationships(opened, '')).find(({ type }) => type === 'officeDocument')?.target
  if (main === undefined || !archive.has(main))
    throw unsupported(fileName, 'an archive, but no Excel workbook')
  const related = await relationships(opened, main)
  const partOf = (type: string) =>
    related.find((relation) => relation.type === type && archive.has(relation.target))?.target
  const { sheets, from1904 } = await readWorkbook(opened, main, related)
  const stylePart = partOf('styles')
  const textPart = partOf('sharedStrings')
  if (textPart !== undefined && archive.declaredBytes(textPart) > limits.sharedTextBytes)
    throw tooMuchText(fileName, limits)
  return {
    sheets,
    from1904,
    styles: stylePart === undefined ? [] : await readStyles(opened, stylePart),
    sharedTexts: textPart === undefined ? [] : await readSharedTexts(opened, textPart),
  }
}

/** Feeds one part to a handler, yielding after every piece so that rows can be taken out as they come. */
export async function* scanPart(opened: Opened, part: string, handler: XmlHandler): AsyncGenerator<void> {
  const scanner = new XmlScanner(handler, longestElement(opened.limits))
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of opened.archive.read(part)) {
      decoder ??= new TextDecoder(chunk[0] === 0xff ? 'utf-16le' : chunk[0] === 0xfe ? 'utf-16be' : 'utf-8', {
        fatal: true,
      })
      scanner.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    scanner.write(decoder?.decode() ?? '')
    scanner.end()
    yield
  } catch (failure) {
    if (failure instanceof XmlError)
      throw damaged(opened.fileName, `in its part ${part}, ${failure.message}`, failure)
    if (isEncodingFailure(failure))
      throw damaged(opened.fileName, `its part ${part} is not in the encoding it should be in`, failure)
    throw failure
  }
}

/** An element holds one cell's text at most, in which a character may take up to ten as a reference. */
function longestElement(limits: TabularLimits): number {
  return 10 * limits.cellCharacters + 65_536
}

function isEncodingFailure(failure: unknown): boolean {
  return (
    failure instanceof TypeError && 'code' in failure && failure.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  )
}

async function scanWhole(opened: Opened, part: string, handler: Partial<XmlHandler>): Promise<void> {
  const complete = { open: () => undefined, text: () => undefined, close: () => undefined, ...handler }
  for await (const _ of scanPart(opened, part, complete));
}

async function refuseMacroTypes(opened: Opened): Promise<void> {
  await scanWhole(opened, '[Content_Types].xml', {
    open: (_, attribute) => {
      if (/macroEnabled/i.test(attribute('ContentType') ?? '')) throw macros(opened.fileName)
    },
  })
}

function refuseTooMany(items: readonly unknown[]): void {
  if (items.length >= MOST_ITEMS) throw new XmlError('it defines more than any workbook needs')
}

type Relationship = { readonly id: string; readonly type: string; readonly target: string }

/** The internal relationships of a part (of the package for ''); targets are resolved, the type is its last word. */
async function relationships(opened: Opened, part: string): Promise<Relationship[]> {
  const file = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
  const found: Relationship[] = []
  if (!opened.archive.has(file)) return found
  await scanWhole(opened, file, {
    open: (name, attribute) => {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      const target = posix.resolve('/', posix.dirname(part), attribute('Target') ?? '').slice(1)
      refuseTooMany(found)
      found.push({ id: attribute('Id') ?? '', type: posix.basename(attribute('Type') ?? ''), target })
    },
  })
  return found
}

async function readWorkbook(opened: Opened, part: string, related: readonly Relationship[]) {
  const sheets: (Sheet & { readonly part: string })[] = []
  let from1904 = false
  await scanWhole(opened, part, {
    open: (name, attribute) => {
      if (name === 'workbookPr') from1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet') return
      const id = attribute('id')
      const relation = related.find((candidate) => candidate.id === id)
      // Chart sheets and dialogs hold no cells.
      if (relation?.type !== 'worksheet' || !opened.archive.has(relation.target)) return
      const state = attribute('state') ?? 'visible'
      refuseTooMany(sheets)
      sheets.push({ name: attribute('name') ?? '', hidden: state !== 'visible', part: relation.target })
    },
  })
  return { sheets, from1904 }
}

async function readStyles(opened: Opened, part: string): Promise<CellStyle[]> {
  const formats = new Map<number, string>()
  const styles: CellStyle[] = []
  let inCellFormats = false
  await scanWhole(opened, part, {
    open: (name, attribute) => {
      if (name === 'numFmt' && formats.size < MOST_ITEMS)
        formats.set(Number(attribute('numFmtId')), (attribute('formatCode') ?? '').slice(0, LONGEST_FORMAT))
      if (name === 'cellXfs') inCellFormats = true
      if (name !== 'xf' || !inCellFormats) return
      const format = Number(attribute('numFmtId') ?? 0)
      refuseTooMany(styles)
      styles.push({
        number: numberStyle(format, formats.get(format)),
        literal: isTrue(attribute('quotePrefix')),
      })
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return styles
}

async function readSharedTexts(opened: Opened, part: string): Promise<string[]> {
  const texts: string[] = []
  const collector = new TextCollector()
  await scanWhole(opened, part, {
    open: (name) => (name === 'si' ? collector.begin() : collector.open(name)),
    text: (text) => collector.text(text),
    close: (name) => {
      collector.close(name)
      if (name === 'si') texts.push(collector.taken())
    },
  })
  return texts
}

/** Puts the runs of a rich text together, without the phonetic guides (`rPh`) of East Asian text. */
export class TextCollector {
  #parts: string[] = []
  #inText = false
  #inGuide = false

  begin(): void {
    this.#parts = []
  }

  open(name: string): void {
    if (name === 'rPh') this.#inGuide = true
    if (name === 't') this.#inText = !this.#inGuide
  }

  text(text: string): void {
    if (this.#inText) this.#parts.push(text)
  }

  close(name: string): void {
    if (name === 'rPh') this.#inGuide = false
    if (name === 't') this.#inText = false
  }

  taken(): string {
    return fromWorkbookText(this.#parts.join(''))
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

function tooMuchText(fileName: string, limits: TabularLimits): TabularError {
  return new TabularError('file_too_large', {
    what: `The texts of "${fileName}" take more than ${limits.sharedTextBytes} bytes.`,
    remedy: 'Save the sheet as CSV UTF-8, split it, or ask an administrator to raise the limit.',
  })
}
