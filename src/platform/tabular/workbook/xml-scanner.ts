/** The text is not the XML a workbook may hold. The reader of the part turns it into a `TabularError`. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

export type XmlHandler = {
  /** Names are without their namespace prefix, which any program may choose as it likes. */
  open(name: string, attribute: (name: string) => string | undefined): void
  text(text: string): void
  close(name: string): void
}

const DEEPEST = 64
const NAMED_ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads well-formed XML as it arrives and holds no more than one element's tag or text. Document type declarations are
 * refused: a workbook needs none, and entity expansion is an attack (XML 1.0, 4.4; "billion laughs").
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  readonly #longestCharacters: number
  readonly #open: string[] = []
  #rest = ''
  #sawRoot = false

  constructor(handler: XmlHandler, longestCharacters: number) {
    this.#handler = handler
    this.#longestCharacters = longestCharacters
  }

  /** Throws `XmlError`. */
  write(chunk: string): void {
    const text = this.#rest + chunk
    let at = 0
    while (at < text.length) {
      const next = text[at] === '<' ? this.#markup(text, at) : this.#characters(text, at)
      if (next === null) break
      at = next
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > this.#longestCharacters) throw new XmlError('one element is too long')
  }

  /** Throws `XmlError` when the document stops before its end. */
  end(): void {
    if (this.#open.length > 0 || !this.#sawRoot || this.#rest.trim() !== '')
      throw new XmlError('the XML stops too early')
  }

  #characters(text: string, at: number): number | null {
    const end = text.indexOf('<', at)
    if (end === -1) return null
    if (this.#open.length > 0) this.#handler.text(decodeEntities(text.slice(at, end)))
    else if (text.slice(at, end).replace('\ufeff', '').trim() !== '')
      throw new XmlError('there is text outside the document')
    return end
  }

  #markup(text: string, at: number): number | null {
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
    if (text.startsWith('<?', at)) return after(text, '?>', at + 2)
    if (text.startsWith('<![CDATA[', at)) {
      const end = after(text, ']]>', at + 9)
      if (end !== null) this.#handler.text(plainLineEnds(text.slice(at + 9, end - 3)))
      return end
    }
    if (text[at + 1] === '!') {
      if ('<!--'.startsWith(text.slice(at)) || '<![CDATA['.startsWith(text.slice(at))) return null
      throw new XmlError('it declares a document type')
    }
    const end = tagEnd(text, at + 1)
    if (end === null) return null
    if (text[at + 1] === '/') this.#closeTag(text.slice(at + 2, end).trim())
    else this.#openTag(text.slice(at + 1, end))
    return end + 1
  }

  #openTag(tag: string): void {
    const closesItself = tag.endsWith('/')
    const body = closesItself ? tag.slice(0, -1) : tag
    const nameEnd = body.search(/\s/)
    const name = nameEnd === -1 ? body : body.slice(0, nameEnd)
    if (name === '' || (this.#open.length === 0 && this.#sawRoot)) throw new XmlError('it is not well formed')
    if (this.#open.length >= DEEPEST) throw new XmlError('its elements are nested too deeply')
    this.#sawRoot = true
    this.#handler.open(localName(name), nameEnd === -1 ? none : attributeFinder(body.slice(nameEnd)))
    if (closesItself) this.#handler.close(localName(name))
    else this.#open.push(name)
  }

  #closeTag(name: string): void {
    if (this.#open.pop() !== name) throw new XmlError('its elements are not closed in order')
    this.#handler.close(localName(name))
  }
}

function none(): undefined {
  return undefined
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

function attributeFinder(source: string): (name: string) => string | undefined {
  let attributes: Map<string, string> | undefined
  return (name) => {
    attributes ??= readAttributes(source)
    return attributes.get(name)
  }
}

/** One pass without going back, so that a hostile tag costs no more than its length. */
function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>()
  let at = 0
  for (let equals = source.indexOf('='); equals !== -1; equals = source.indexOf('=', at)) {
    const name = source.slice(at, equals).trim()
    let start = equals + 1
    while (/\s/.test(source[start] ?? '')) start += 1
    const quote = source[start] ?? ''
    const end = quote === '"' || quote === "'" ? source.indexOf(quote, start + 1) : -1
    if (end === -1) throw new XmlError('an attribute has no value')
    at = end + 1
    if (name.startsWith('xmlns') || (name.includes(':') && attributes.has(localName(name)))) continue
    attributes.set(localName(name), decodeEntities(source.slice(start + 1, end)))
  }
  return attributes
}

function after(text: string, end: string, from: number): number | null {
  const at = text.indexOf(end, from)
  return at === -1 ? null : at + end.length
}

/** The `>` that ends a tag: one inside an attribute's quotation marks does not. */
function tagEnd(text: string, from: number): number | null {
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at
    else if (character === '<') throw new XmlError('a tag is not closed')
  }
  return null
}

function plainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function decodeEntities(raw: string): string {
  const text = plainLineEnds(raw)
  if (!text.includes('&')) return text
  return text.replace(/&([^;&\s]{0,12});?/g, (entity, name: string) => {
    if (!entity.endsWith(';')) throw new XmlError('a character reference is not closed')
    if (!name.startsWith('#')) return namedEntity(name)
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    if (!(code > 0 && code <= 0x10ffff)) throw new XmlError('a character reference names no character')
    return String.fromCodePoint(code)
  })
}

function namedEntity(name: string): string {
  const character = Object.hasOwn(NAMED_ENTITIES, name) ? NAMED_ENTITIES[name] : undefined
  if (character === undefined) throw new XmlError('it uses an entity of its own')
  return character
}
