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

/** How many of the controls of Annex A, and of the organization's own, are decided. */
export function progressOf(rows: readonly StatementRow[]): {
  annex_total: number
  annex_decided: number
  own_total: number
  own_decided: number
} {
  const decided = (row: StatementRow) => ['included', 'excluded'].includes(standingOf(row))
  const annex = rows.filter(({ requirement }) => requirement !== null)
  const own = rows.filter(({ requirement }) => requirement === null)
  return {
    annex_total: annex.length,
    annex_decided: annex.filter(decided).length,
    own_total: own.length,
    own_decided: own.filter(decided).length,
  }
}
