import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import yauzl, { type Entry } from 'yauzl'

/** Without the spaces and breaks that formats put between words. */
export const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '')

/** The words of a PDF as an independent reader sees them, squeezed, with its pages and title. */
export async function readPdf(bytes: Buffer): Promise<{ text: string; pages: number; title: string }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const texts: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  const { info } = (await pdf.getMetadata()) as { info: { Title?: string } }
  return { text: squeezed(texts.join(' ')), pages: pdf.numPages, title: info.Title ?? '' }
}

interface Tag {
  readonly role: string
  readonly children: readonly (Tag | object)[]
}

/** What the parts of a PDF's page say they are, in reading order, as assistive technology is told. */
export async function tagsOfPage(bytes: Buffer, number: number): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const roles = (tag: Tag | object): string[] =>
    'role' in tag ? [tag.role, ...tag.children.flatMap(roles)] : []
  return roles((await (await pdf.getPage(number)).getStructTree()) ?? {})
}

const partOf = (bytes: Buffer, wanted: string): Promise<string> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(error)
      zip.on('error', reject)
      zip.on('end', () => reject(new Error(`No part ${wanted}.`)))
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName !== wanted) return zip.readEntry()
        zip.openReadStream(entry, async (failure, stream) => {
          if (failure || !stream) return reject(failure)
          const chunks: Buffer[] = []
          for await (const chunk of stream) chunks.push(chunk as Buffer)
          resolve(Buffer.concat(chunks).toString('utf8'))
        })
      })
      zip.readEntry()
    })
  })

const unescaped = (xml: string) =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')

/** The words of a DOCX as a reader of its XML sees them, squeezed. */
export async function readDocx(bytes: Buffer): Promise<string> {
  const xml = await partOf(bytes, 'word/document.xml')
  const texts = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => unescaped(match[1] ?? ''))
  return squeezed(texts.join(' '))
}
