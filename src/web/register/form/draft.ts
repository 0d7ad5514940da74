/** What was entered into a form and not sent yet, kept for this window while it is open. */
const key = (register: string) => `plumbline.draft.${register}`

export type Draft = Readonly<Record<string, unknown>>

/** What was typed into the form of a new record and not sent yet. */
export function readDraft(register: string): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(register)) ?? '{}')
    return typeof stored === 'object' && stored !== null ? (stored as Draft) : {}
  } catch {
    return {}
  }
}

/** Keeps what is typed, so that leaving the page loses nothing. */
export function keepDraft(register: string, draft: Draft): void {
  try {
    const known = Object.entries(draft).filter(([, value]) => value !== null && value !== '')
    if (known.length === 0) sessionStorage.removeItem(key(register))
    else sessionStorage.setItem(key(register), JSON.stringify(Object.fromEntries(known)))
  } catch {
    // Without storage the draft lasts as long as the page.
  }
}
