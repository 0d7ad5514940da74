import { isBlank } from '../../kernel/register/still-missing.ts'
import type { StatementRow } from './statement.ts'

/** How a decision stands: what readiness, progress and the page call it. */
export type RowStanding = 'undecided' | 'incomplete' | 'included' | 'excluded'

/**
 * How a row stands. Included needs a justification and at least one origin; excluded needs a justification; until
 * then the row is incomplete.
 */
export function standingOf(row: Pick<StatementRow, 'applicable' | 'justification' | 'origins'>): RowStanding {
  if (row.applicable === null) return 'undecided'
  if (isBlank(row.justification)) return 'incomplete'
  if (!row.applicable) return 'excluded'
  return row.origins.length === 0 ? 'incomplete' : 'included'
}

/** It is said to be put into practice, wholly or in part, and nothing of the organization's carries it out. */
export const isUnsupported = ({
  applicable,
  status,
  controls,
}: Pick<StatementRow, 'applicable' | 'status' | 'controls'>): boolean =>
  applicable === true && status !== null && status !== 'not_started' && controls.length === 0

const operates = ({ state, operating_rating }: StatementRow['controls'][number]): boolean =>
  state === 'operating' && (operating_rating ?? 0) >= 3

/** What is worth knowing of an included row before the statement is signed: its approval stays possible. */
export const notices = {
  without_status: ({ status }: StatementRow) => status === null,
  without_owner: ({ owner_id }: StatementRow) => owner_id === null,
  without_control: isUnsupported,
  control_behind: ({ status, controls }: StatementRow) =>
    status === 'operating' && controls.length > 0 && !controls.some(operates),
} as const satisfies Record<string, (row: StatementRow) => boolean>

export type Notice = keyof typeof notices

/** The included rows that something is worth knowing of. */
export const noticed = (rows: readonly StatementRow[], notice: Notice): StatementRow[] =>
  rows.filter((row) => row.applicable === true && notices[notice](row))

const isDecided = (row: StatementRow): boolean => ['included', 'excluded'].includes(standingOf(row))

/** The rows that are left out against facts that speak, or may speak, for them, unless somebody settled it. */
export const contradicted = (
  rows: readonly StatementRow[],
  conflicts: readonly { readonly row_id: string; readonly open: boolean }[],
): StatementRow[] => {
  const ids = new Set(conflicts.filter(({ open }) => open).map(({ row_id }) => row_id))
  return rows.filter(({ id }) => ids.has(id))
}

/** How many of the controls of Annex A, and of the organization's own, are decided. */
export function progressOf(rows: readonly StatementRow[]): {
  annex_total: number
  annex_decided: number
  own_total: number
  own_decided: number
} {
  const annex = rows.filter(({ requirement }) => requirement !== null)
  const own = rows.filter(({ requirement }) => requirement === null)
  return {
    annex_total: annex.length,
    annex_decided: annex.filter(isDecided).length,
    own_total: own.length,
    own_decided: own.filter(isDecided).length,
  }
}
