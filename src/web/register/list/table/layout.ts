import type { Row } from '../../row.ts'
import type { Section } from '../rows/sections.ts'

/** One line of a list: a group's heading, a row, or a row that is not read yet. */
export type Line =
  | { readonly kind: 'group'; readonly section: Section; readonly closed: boolean }
  | { readonly kind: 'row'; readonly section: Section; readonly row: Row; readonly index: number }
  | { readonly kind: 'ahead'; readonly section: Section; readonly index: number }

interface Span {
  readonly section: Section
  readonly start: number
  readonly length: number
  readonly closed: boolean
}

/**
 * The lines of a list without an object for each: with 100,000 rows only those in view are made.
 */
export class Layout {
  readonly count: number
  readonly #spans: readonly Span[]

  constructor(sections: readonly Section[], closed: ReadonlySet<string>) {
    const spans: Span[] = []
    let start = 0
    for (const section of sections) {
      const shut = closed.has(section.key)
      const head = section.group === null ? 0 : 1
      const length = head + (shut ? 0 : section.rows.count)
      spans.push({ section, start, length, closed: shut })
      start += length
    }
    this.#spans = spans
    this.count = start
  }

  at(line: number): Line | undefined {
    const span = this.#spans.findLast((one) => one.start <= line)
    if (!span || line >= span.start + span.length) return undefined
    const { section } = span
    const head = section.group === null ? 0 : 1
    const index = line - span.start - head
    if (index < 0) return { kind: 'group', section, closed: span.closed }
    const row = section.rows.at(index)
    return row ? { kind: 'row', section, row, index } : { kind: 'ahead', section, index }
  }

  /** The line of a row, or -1 when it is not read or its group is closed. */
  lineOf(id: string): number {
    for (const { section, start, closed } of this.#spans) {
      if (closed) continue
      const index = section.rows.indexOf(id)
      if (index >= 0) return start + index + (section.group === null ? 0 : 1)
    }
    return -1
  }

  /** The rows of each section that lie between two lines, or as near to them as `margin`. */
  sectionsBetween(
    first: number,
    last: number,
    margin: number,
  ): { section: Section; from: number; to: number }[] {
    return this.#spans.flatMap(({ section, start, closed }) => {
      const head = section.group === null ? 0 : 1
      const from = Math.max(first - margin - start - head, 0)
      const to = Math.min(last + margin - start - head, section.rows.count - 1)
      return closed || to < from ? [] : [{ section, from, to }]
    })
  }

  /** The nearest row before or after a line; stays when there is none. */
  step(from: number, by: 1 | -1): Extract<Line, { kind: 'row' }> | undefined {
    for (let line = from + by; line >= 0 && line < this.count; line += by) {
      const found = this.at(line)
      if (found?.kind === 'row') return found
    }
    return undefined
  }
}
