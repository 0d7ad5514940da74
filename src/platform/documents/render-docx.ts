import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { PrintedDocument, PrintedTable } from './printed-document.ts'

const typeface = 'Inter'
const quiet = '5A6575'
const head = 'EEF1F5'
const rule = { style: BorderStyle.SINGLE, size: 4, color: 'C9D0DA' }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }

/** A4 lying, in twentieths of a point, with the space left between the margins. */
const page = { width: 16_838, height: 11_906, margin: 850 }
const inside = page.width - 2 * page.margin

interface Look {
  readonly size?: number
  readonly bold?: boolean
  readonly color?: string
}

/** Text with its line breaks. */
const runs = (text: string, look: Look = {}): TextRun[] =>
  text
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...look, ...(index > 0 ? { break: 1 } : {}) }))

const paragraph = (text: string, look: Look = {}): Paragraph => new Paragraph({ children: runs(text, look) })

function widths(table: PrintedTable): number[] {
  const sum = table.columns.reduce((total, { width }) => total + width, 0)
  return table.columns.map(({ width }) => Math.round((inside * width) / sum))
}

function tableOf(table: PrintedTable): Table {
  const columns = widths(table)
  const cell = (text: string, index: number, header: boolean) =>
    new TableCell({
      width: { size: columns[index] ?? 0, type: WidthType.DXA },
      borders: { top: none, left: none, right: none, bottom: rule },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      ...(header ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: head } } : {}),
      children: [paragraph(text, header ? { size: 15, bold: true } : { size: 16 })],
    })
  const row = (texts: readonly string[], header: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: texts.map((text, index) => cell(text, index, header)),
    })
  return new Table({
    columnWidths: columns,
    width: { size: inside, type: WidthType.DXA },
    rows: [
      row(
        table.columns.map(({ header }) => header),
        true,
      ),
      ...table.rows.map((texts) => row(texts, false)),
    ],
  })
}

function factsOf(facts: PrintedDocument['facts']): Table {
  const columns = [2600, inside - 2600]
  const borders = { top: none, left: none, right: none, bottom: none }
  const cell = (text: string, index: number) =>
    new TableCell({
      width: { size: columns[index] ?? 0, type: WidthType.DXA },
      borders,
      children: [paragraph(text, index === 0 ? { size: 17, color: quiet } : { size: 17 })],
    })
  return new Table({
    columnWidths: columns,
    width: { size: inside, type: WidthType.DXA },
    borders: { ...borders, insideHorizontal: none, insideVertical: none },
    rows: facts.map(
      ([label, value]) => new TableRow({ children: [label, value].map((text, index) => cell(text, index)) }),
    ),
  })
}

function contentOf(printed: PrintedDocument): ISectionOptions['children'] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(printed.title) }),
    paragraph(printed.subtitle, { size: 21, color: quiet }),
    ...(printed.facts.length > 0 ? [factsOf(printed.facts)] : []),
    ...printed.sections.flatMap(({ heading, level, paragraphs, table }) => [
      new Paragraph({
        heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
        keepNext: true,
        children: runs(heading),
      }),
      ...paragraphs.map((text) => paragraph(text)),
      ...(table ? [tableOf(table)] : []),
    ]),
  ]
}

const heading = (size: number, before: number) => ({
  run: { font: typeface, size, bold: true, color: '1C2430' },
  paragraph: { spacing: { before, after: 120 } },
})

/** A document for word processors (ECMA-376): headings, tables with repeated heads, page numbers. */
export async function renderDocx(printed: PrintedDocument): Promise<Buffer> {
  const document = new Document({
    title: printed.title,
    description: printed.subtitle,
    creator: 'Plumbline',
    styles: {
      default: {
        document: {
          run: { font: typeface, size: 17, color: '1C2430', language: { value: printed.language } },
        },
        title: heading(38, 0),
        heading1: heading(24, 320),
        heading2: heading(19, 240),
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.height, height: page.width, orientation: PageOrientation.LANDSCAPE },
            margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.LEFT,
                children: [
                  new TextRun({ text: `${printed.footer}   `, size: 14, color: quiet }),
                  new TextRun({
                    children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
                    size: 14,
                    color: quiet,
                  }),
                ],
              }),
            ],
          }),
        },
        children: contentOf(printed),
      },
    ],
  })
  return Packer.toBuffer(document)
}
