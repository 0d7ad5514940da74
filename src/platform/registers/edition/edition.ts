import type { Rows } from '../../operations/scope.ts'
import { dayIn } from '../../work/today.ts'

/** What the table of a register whose records are approved edition by edition has. */
interface EditionRow {
  readonly id: string
  readonly title: string
  readonly edition: string | number | null
  readonly state: string
  readonly approved_on: string | null
  readonly archived_at: string | null
  readonly updated_at: string
}

/** An approved edition as other documents refer to it. */
export interface Edition {
  readonly id: string
  readonly title: string
  readonly edition: string
  /** `YYYY-MM-DD`. */
  readonly approved_on: string
}

/** Whether an edition is in force: approved, and neither superseded, withdrawn nor archived since. */
export const isInForce = ({ state, archived_at }: Pick<EditionRow, 'state' | 'archived_at'>): boolean =>
  state === 'approved' && archived_at === null

/** Names an edition. One that was imported as approved may not say when: it was by its last change. */
export const editionOf = async (scope: { readonly rows: Rows }, row: EditionRow): Promise<Edition> => ({
  id: row.id,
  title: row.title,
  edition: String(row.edition ?? ''),
  approved_on: row.approved_on ?? (await dayIn(scope, row.updated_at)),
})
