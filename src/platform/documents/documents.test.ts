import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocx, readPdf, squeezed, tagsOfPage } from './printed-document.fixture.ts'
import { type PrintedDocument, textsOf } from './printed-document.ts'
import { renderDocx } from './render-docx.ts'
import { renderPdf, UnprintableError } from './render-pdf.ts'

const sample = (over: Partial<PrintedDocument> = {}): PrintedDocument => ({
  title: 'Statement of Applicability',
  subtitle: 'Version 3, approved',
  language: 'en',
  facts: [
    ['Organization', 'Example & Sons <Ltd>'],
    ['Scope', 'First line\nsecond line'],
  ],
  sections: [
    {
      heading: 'Policies',
      level: 1,
      paragraphs: ['#panic("never") $x$ *bold* _it_ @ref <label> `code` \\ end'],
      table: {
        columns: [
          { header: 'Control', width: 1 },
          { header: 'Reason', width: 3 },
        ],
        rows: Array.from({ length: 90 }, (_, index) => [
          `A.${index}`,
          `Žluť Привет Ελλάδα “quoted” ${index}`,
        ]),
      },
    },
    { heading: 'Nothing here', level: 2, paragraphs: [] },
  ],
  footer: 'Example · Version 3',
  at: new Date('2026-11-21T12:00:00Z'),
  ...over,
})

describe('a printed document', () => {
  it('says the same in PDF as in the model, over many pages, with markup left as text', async () => {
    const printed = sample()
    const { text, pages, title } = await readPdf(await renderPdf(printed))
    expect(pages).toBeGreaterThan(2)
    expect(title).toBe('Statement of Applicability')
    for (const part of textsOf(printed)) expect(text).toContain(squeezed(part))
  })

  it('is tagged: headings, paragraphs, and tables whose heads are heads on every page', async () => {
    const bytes = await renderPdf(sample())
    const first = await tagsOfPage(bytes, 1)
    for (const role of ['H1', 'P', 'Table', 'THead', 'TH', 'TBody', 'TR', 'TD']) expect(first).toContain(role)
    expect(await tagsOfPage(bytes, 2)).toContain('TD')
    const { pages } = await readPdf(bytes)
    expect(await tagsOfPage(bytes, pages)).toContain('H2')
    expect(bytes.toString('latin1')).toMatch(/pdfaid:conformance>A</)
  })

  it('says the same in DOCX', async () => {
    const printed = sample()
    const text = await readDocx(await renderDocx(printed))
    for (const part of textsOf(printed)) expect(text).toContain(squeezed(part))
  })

  it('gives the same PDF for the same document, dated by it', async () => {
    const [first, second] = [await renderPdf(sample()), await renderPdf(sample())]
    expect(first.equals(second)).toBe(true)
    const other = await renderPdf(sample({ at: new Date('2027-01-01T00:00:00Z') }))
    expect(first.equals(other)).toBe(false)
  })

  it('refuses a PDF that would show less than it says, and names what it cannot show', async () => {
    const refused = renderPdf(sample({ title: 'Statement 適用' }))
    await expect(refused).rejects.toBeInstanceOf(UnprintableError)
    await expect(refused).rejects.toMatchObject({ characters: '適用' })
    expect(await readDocx(await renderDocx(sample({ title: 'Statement 適用' })))).toContain('適用')
  })

  it('takes any words without letting them become markup', async () => {
    const words = fc.string({
      unit: fc.constantFrom(...'abc #$*_@<>`\\[](){}"\'/=-+~^&;:,.!?|%\n'),
      minLength: 1,
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const printed = sample({ facts: [[text, text]], sections: [] })
        const [pdf, docx] = [await renderPdf(printed), await renderDocx(printed)]
        expect((await readPdf(pdf)).text).toContain(squeezed(text))
        expect(await readDocx(docx)).toContain(squeezed(text))
      }),
      { numRuns: 25 },
    )
  })
})
