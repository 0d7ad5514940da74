/**
 * A document for people to read on paper: what a page says, in an order, without a look. Every format is rendered from
 * this one value, so that DOCX and PDF cannot say different things. All text is plain; nothing in it is markup.
 */
export interface PrintedDocument {
  readonly title: string
  readonly subtitle: string
  /** BCP 47, such as `en`. */
  readonly language: string
  /** Facts about the document itself, shown under the title. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly PrintedSection[]
  /** Shown at the foot of each page. */
  readonly footer: string
  /** When the content was produced; the files carry it as their date. */
  readonly at: Date
}

export interface PrintedSection {
  readonly heading: string
  /** 1 below the title, 2 below that. */
  readonly level: 1 | 2
  readonly paragraphs: readonly string[]
  readonly table?: PrintedTable
}

export interface PrintedTable {
  /** Widths are shares of the page; their sum does not matter. */
  readonly columns: readonly { readonly header: string; readonly width: number }[]
  /** Cells in the order of the columns; a line break starts a new line in the cell. */
  readonly rows: readonly (readonly string[])[]
}

/** What a person may read in it, as one sequence of texts: for checking that a format lost nothing. */
export function textsOf(document: PrintedDocument): string[] {
  return [
    document.title,
    document.subtitle,
    ...document.facts.flat(),
    ...document.sections.flatMap(({ heading, paragraphs, table }) => [
      heading,
      ...paragraphs,
      ...(table ? [...table.columns.map(({ header }) => header), ...table.rows.flat()] : []),
    ]),
  ].filter((text) => text.trim() !== '')
}
