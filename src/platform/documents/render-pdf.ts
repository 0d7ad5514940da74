import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PrintedDocument } from './printed-document.ts'

const template = fileURLToPath(new URL('./printed-document.typ', import.meta.url))
const typeface = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'))
const cuts = [
  '400Regular/Inter_400Regular',
  '400Regular_Italic/Inter_400Regular_Italic',
  '600SemiBold/Inter_600SemiBold',
]

let started: Promise<NodeCompiler> | undefined

/** The typesetter is loaded by the first PDF: it is large, and most processes never make one. */
function typesetter(): Promise<NodeCompiler> {
  started ??= import('@myriaddreamin/typst-ts-node-compiler').then(({ NodeCompiler: Compiler }) =>
    Compiler.create({
      workspace: dirname(template),
      fontArgs: [{ fontBlobs: cuts.map((cut) => readFileSync(join(typeface, `${cut}.ttf`))) }],
    }),
  )
  return started
}

/** PDF with embedded typefaces and tagged for assistive technology, for archiving (ISO 19005-2, level A). */
const archival = 'a-2a'

/** A text holds characters that no typeface of the product can show: the PDF would have shown empty boxes. */
export class UnprintableError extends Error {
  /** The first such characters. */
  readonly characters: string

  constructor(characters: string) {
    super(`No typeface shows “${characters}”.`)
    this.name = 'UnprintableError'
    this.characters = characters
  }
}

/**
 * A document as PDF/A-2a. Equal documents give equal bytes.
 * @throws UnprintableError rather than print a document that shows less than it says.
 */
export async function renderPdf(printed: PrintedDocument): Promise<Buffer> {
  const { at, ...content } = printed
  const document = JSON.stringify({
    ...content,
    sections: content.sections.map((section) => ({ ...section, table: section.table ?? null })),
    date: { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
  })
  const compiler = await typesetter()
  try {
    return compiler.pdf(
      { mainFilePath: template, inputs: { document } },
      { pdfStandard: archival, creationTimestamp: Math.floor(at.getTime() / 1000) },
    )
  } catch (error) {
    const characters = unprintableIn(error)
    throw characters === '' ? error : new UnprintableError(characters)
  } finally {
    compiler.evictCache(10)
  }
}

function unprintableIn(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const texts = said.matchAll(/the text `?\\?"(.+?)\\?"`? could not be displayed/g)
  return [...new Set([...texts].map(([, text]) => text ?? ''))].slice(0, 10).join('')
}
