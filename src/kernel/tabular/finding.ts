/** A column of a table. `position` counts from 1, as people and data dictionaries do; headers may repeat. */
export type ColumnRef = { readonly position: number; readonly header: string }

/** What a person should know about one row or one table. An `error` keeps the row from being imported; a `notice` does not. */
export type Finding = {
  readonly severity: 'error' | 'notice'
  readonly column: ColumnRef | null
  /** Key of the message catalogue, always `tabular.*`; `detail` holds the message's parameters. */
  readonly message_key: string
  readonly detail: Readonly<Record<string, string | number>>
}

/** A finding whose column is not known yet: what the reading of a single cell returns. */
export type CellProblem = Omit<Finding, 'column'>

/** Something about a cell that a person should know; its row is imported all the same. */
export function notice(message_key: string, detail: CellProblem['detail'] = {}): CellProblem {
  return { severity: 'notice', message_key, detail }
}

/** Something about a cell that keeps its row, and so the file, from being imported. */
export function error(message_key: string, detail: CellProblem['detail'] = {}): CellProblem {
  return { severity: 'error', message_key, detail }
}

/** Whether findings about a row hold an error: with one such row, nothing is imported. */
export const isWrong = (findings: readonly Pick<Finding, 'severity'>[]): boolean =>
  findings.some(({ severity }) => severity === 'error')
