import { createHash } from 'node:crypto'
import type { MappedRow } from './map-rows.ts'

/** Rows that may be the same thing. They stay separate records; a person may merge them. */
export type SuspectedDuplicates = {
  readonly kind: 'exact_copy' | 'same_key'
  /** The key parts the rows share. */
  readonly parts: readonly string[]
  readonly lines: readonly number[]
}

type Group = { readonly parts: readonly string[]; readonly lines: number[] }

/**
 * Collects suspected duplicates while rows pass by: `exact_copy` where every trimmed cell is equal, `same_key` where the key
 * columns are. An exact copy is in a group of both kinds. Keeps one hash and one key per row, not the rows.
 */
export class DuplicateFinder {
  readonly #copies = new Map<string, Group>()
  readonly #keys = new Map<string, Group>()

  add(row: Pick<MappedRow, 'line' | 'raw' | 'key'>): void {
    const cells = JSON.stringify(row.raw.map((cell) => cell.trim()))
    join(this.#copies, createHash('sha256').update(cells).digest('base64'), row)
    if (row.key.parts.some((part) => part !== '')) join(this.#keys, JSON.stringify(row.key.parts), row)
  }

  /** Groups of two or more, exact copies first, each kind in file order. */
  groups(): SuspectedDuplicates[] {
    return [
      ...several(this.#copies).map((group) => ({ kind: 'exact_copy' as const, ...group })),
      ...several(this.#keys).map((group) => ({ kind: 'same_key' as const, ...group })),
    ]
  }
}

function join(groups: Map<string, Group>, id: string, row: Pick<MappedRow, 'line' | 'key'>): void {
  const group = groups.get(id)
  if (group === undefined) groups.set(id, { parts: row.key.parts, lines: [row.line] })
  else group.lines.push(row.line)
}

function several(groups: ReadonlyMap<string, Group>): Group[] {
  return [...groups.values()].filter((group) => group.lines.length > 1)
}
