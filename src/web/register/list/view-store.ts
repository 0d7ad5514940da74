import { readStored, writeStored } from '../../app/preference.ts'

/** A list's address under a name. */
export interface SavedView {
  readonly name: string
  readonly search: Readonly<Record<string, string>>
}

/** Where saved views are kept. */
export interface ViewStore {
  readonly list: (plural: string) => readonly SavedView[]
  readonly save: (plural: string, view: SavedView) => void
  readonly remove: (plural: string, name: string) => void
}

const isView = (value: unknown): value is SavedView =>
  typeof value === 'object' && value !== null && 'name' in value && 'search' in value

function readViews(plural: string): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(readStored(`views.${plural}`) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isView) : []
  } catch {
    return []
  }
}

/** Views kept on this device. */
export const deviceViews: ViewStore = {
  list: readViews,
  save: (plural, view) => {
    const others = readViews(plural).filter(({ name }) => name !== view.name)
    writeStored(`views.${plural}`, JSON.stringify([...others, view]))
  },
  remove: (plural, name) => {
    const kept = readViews(plural).filter((view) => view.name !== name)
    writeStored(`views.${plural}`, kept.length === 0 ? null : JSON.stringify(kept))
  },
}
