/**
 * Names of people and records by id, gathered from every answer. Rows hold ids only; the latest answer wins.
 */
const known = new Map<string, string>()

/** Remembers the names that an answer brought for ids. */
export function rememberTitles(titles: Readonly<Record<string, string>>): void {
  for (const [id, title] of Object.entries(titles)) known.set(id, title)
}

/** The name behind an id; undefined when it was never told, e.g. because the person may not read it. */
export const titleOf = (id: string): string | undefined => known.get(id)

/** Called before somebody else signs in: they may know less. */
export const forgetTitles = (): void => known.clear()
