import type { Lock } from '../../lock.ts'
import type { Row } from '../../row.ts'
import type { AnsweredPage } from './answered-page.ts'

/** The first page is what the screen shows; later ones are longer, so that scrolling asks less often. */
const firstPage = 60
export const furtherPage = 200

export const pageSize = (page: number): number => (page === 0 ? firstPage : furtherPage)
export const startOf = (page: number): number => (page === 0 ? 0 : firstPage + (page - 1) * furtherPage)
export const pageAt = (index: number): number =>
  index < firstPage ? 0 : 1 + Math.floor((index - firstPage) / furtherPage)

/** How far the scroll bar reaches beyond the rows that are read, while nobody counted them. */
const unknownAhead = 24

const noLocks: readonly Lock[] = []

/** The rows of a list of which only some pages are read. */
export class PagedRows {
  /** How many rows there are, as far as the scroll bar should know. */
  readonly count: number
  /** What the server says that nobody changes in which states; the same with every page. */
  readonly locks: readonly Lock[]
  readonly #pages: ReadonlyMap<number, readonly Row[]>

  /** @param counted how many rows somebody counted; undefined while nobody did. */
  constructor(pages: ReadonlyMap<number, AnsweredPage>, counted: number | undefined) {
    this.#pages = new Map([...pages].map(([page, { items }]) => [page, items]))
    this.locks = pages.values().next().value?.locks ?? noLocks
    const ends = [...pages].map(([page, { items }]) => startOf(page) + items.length)
    const read = Math.max(0, ...ends)
    const last = [...pages].find(
      ([page, { items, next_cursor }]) => next_cursor === null && (page === 0 || items.length > 0),
    )
    if (last) this.count = startOf(last[0]) + last[1].items.length
    else this.count = counted === undefined ? read + unknownAhead : Math.max(counted, read)
  }

  /** Every row that is read, in order. */
  get loaded(): readonly Row[] {
    return [...this.#pages].sort(([one], [other]) => one - other).flatMap(([, rows]) => rows)
  }

  at(index: number): Row | undefined {
    const page = pageAt(index)
    return this.#pages.get(page)?.[index - startOf(page)]
  }

  /** The place of a row, or -1 when it is not read. */
  indexOf(id: string): number {
    for (const [page, rows] of this.#pages) {
      const place = rows.findIndex((row) => row.id === id)
      if (place >= 0) return startOf(page) + place
    }
    return -1
  }
}
