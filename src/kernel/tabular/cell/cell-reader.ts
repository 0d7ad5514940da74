import type { CellProblem, ColumnRef } from '../finding.ts'
import type { FieldValue } from '../mapping/mapping.ts'

export type ReadCell = { readonly value: FieldValue; readonly problems: readonly CellProblem[] }

/** Reads one trimmed cell; `cellAt` gives the other cells of its row. */
export type CellReader = (text: string, cellAt: (column: ColumnRef) => string) => ReadCell
