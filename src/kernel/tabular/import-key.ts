import type { ColumnRef } from './finding.ts'
import type { Mapping } from './mapping/mapping.ts'

/** Identifies an imported row across imports of the same form. */
export type ImportKey = {
  /** Trimmed cells of the key columns; blank ones count as they are. */
  readonly parts: readonly string[]
  /** 1 for the first row of the file with these parts, 2 for the next: identical rows are separate records. */
  readonly ordinal: number
  /** The key in one text, unambiguous and stable: JSON of [mapping name, ...parts, ordinal]. */
  readonly text: string
}

/** Numbers equal keys in file order; it must see every row of the file, and remembers one entry per distinct key. */
export function importKeys(
  mapping: Pick<Mapping, 'name' | 'key'>,
): (cellAt: (column: ColumnRef) => string) => ImportKey {
  const seen = new Map<string, number>()
  return (cellAt) => {
    const parts = mapping.key.columns.map((column) => cellAt(column).trim())
    const base = JSON.stringify(parts)
    const ordinal = (seen.get(base) ?? 0) + 1
    seen.set(base, ordinal)
    return { parts, ordinal, text: JSON.stringify([mapping.name, ...parts, ordinal]) }
  }
}
