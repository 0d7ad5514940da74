/** Where pages of a list begin, as the pages before them told; a few bytes each, kept when their rows are not. */
const known = new Map<string, Map<number, string>>()
/** A grouped list has a run for each group. */
const mostRuns = 2000

/** Remembers where a page of a list begins, for the lists that were looked at last. */
export function rememberCursor(run: string, page: number, cursor: string): void {
  const cursors = known.get(run) ?? new Map<number, string>()
  known.delete(run)
  known.set(run, cursors.set(page, cursor))
  if (known.size <= mostRuns) return
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}

export const cursorOf = (run: string, page: number): string | undefined => known.get(run)?.get(page)

/** The lists are to be read anew. */
export const forgetCursors = (): void => known.clear()
