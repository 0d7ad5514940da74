type Row = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const WIDEST_COLUMN = 40
const NARROWEST_COLUMN = 8
const GAP = '  '

/** Writes values for people: ids of people and records by their titles, where the answer brings them. */
class Words {
  readonly #titles: Row

  constructor(answer: Row) {
    this.#titles = isRow(answer.titles) ? answer.titles : {}
  }

  of(value: unknown): string {
    if (value === null || value === undefined) return ''
    if (typeof value === 'string') return String(this.#titles[value] ?? value)
    if (Array.isArray(value) && value.every((one) => !isRow(one)))
      return value.map((one) => this.of(one)).join(', ')
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}

const cut = (text: string, width: number): string => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > width ? `${line.slice(0, Math.max(1, width - 1))}…` : line
}

/** Rows below their headers, as wide as the terminal: the widest columns give way first. */
function table(rows: readonly Row[], words: Words, width: number): string {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((key) =>
    rows.some((row) => words.of(row[key]) !== ''),
  )
  const widths = keys.map((key) =>
    Math.min(WIDEST_COLUMN, Math.max(key.length, ...rows.map((row) => words.of(row[key]).length))),
  )
  const total = () => widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length)
  while (total() > width) {
    // An id that is cut is of no use: it is what the next command takes.
    const givable = widths.map((one, at) => (keys[at] === 'id' ? 0 : one))
    const widest = Math.max(...givable)
    if (widest <= NARROWEST_COLUMN) break
    widths[givable.indexOf(widest)] = widest - 1
  }
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => cut(text, widths[at] ?? 0).padEnd(widths[at] ?? 0))
      .join(GAP)
      .trimEnd()
  return [line(keys), ...rows.map((row) => line(keys.map((key) => words.of(row[key]))))].join('\n')
}

/** One record, a field a line; longer texts stand below their name. */
function record(row: Row, words: Words): string {
  const known = Object.entries(row).filter(([, value]) => value !== null && value !== undefined)
  const widest = Math.max(...known.map(([key]) => key.length))
  return known
    .map(([key, value]) => {
      const text = words.of(value)
      return text.includes('\n')
        ? `${key}\n${text.replaceAll(/^/gm, '  ')}`
        : `${key.padEnd(widest)}${GAP}${text}`
    })
    .join('\n')
}

/** What an operation answered, as people read it: a list as a table, a record line by line. */
export function answerText(answer: unknown, width: number): string {
  if (!isRow(answer)) return JSON.stringify(answer, null, 2)
  const words = new Words(answer)
  const { items, record: one, titles: _titles, next_cursor, ...rest } = answer
  if (Array.isArray(items) && items.every(isRow)) {
    const shown = items.length === 0 ? 'Nothing is there.' : table(items, words, width)
    return next_cursor
      ? `${shown}\n\nThere is more: --all reads to the end, --cursor ${next_cursor} goes on.`
      : shown
  }
  if (isRow(one)) return record(one, words)
  return record({ ...rest, ...(items === undefined ? {} : { items }) }, words)
}
