import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { Actor } from '../../operations/scope.ts'
import { conditions } from '../read/conditions.ts'
import { column } from '../read/source.ts'

/** Which records a change of many is about; `digest` is what a preview of it answered. */
export type BulkSelection = { readonly digest?: string | undefined } & (
  | { readonly ids: readonly string[] }
  | { readonly filter: Readonly<Record<string, unknown>> }
)

/** A selected record, as it stands. */
export interface SelectedRow {
  readonly id: string
  readonly version: number
}

/** So many records one change may be about. */
export const mostSelected = 100_000

/** The condition for what is selected, ready for `where`. */
export function selected(
  register: AnyRegister,
  viewer: { readonly actor: Actor; readonly reach: 'all' | 'own' },
  selection: BulkSelection,
): RawBuilder<unknown> {
  const filter = 'filter' in selection ? selection.filter : { archived: 'false' }
  const chosen = conditions(register, viewer, filter)
  return 'ids' in selection ? sql`${chosen} and ${column('id')} = any(${selection.ids}::uuid[])` : chosen
}

/** SHA-256 over which records are selected and how each stands: equal as long as nobody has changed any of them. */
export function digestOf(rows: readonly SelectedRow[]): string {
  const lines = rows.map(({ id, version }) => `${id} ${version}\n`).sort()
  return createHash('sha256').update(lines.join('')).digest('hex')
}

/** @throws conflict when more records are selected than one change may be about */
export function requireFew(rows: readonly SelectedRow[]): void {
  if (rows.length > mostSelected)
    throw new OperationError(
      'conflict',
      'Nothing was changed: more than 100,000 records are selected. Narrow the list first.',
    )
}

/**
 * Holds a change to what was looked at before it: others may have changed, made or removed records since.
 * @throws conflict when the selected records are not those of the preview, or one of them has changed since
 */
export function requireAsSeen(selection: BulkSelection, rows: readonly SelectedRow[]): void {
  if (selection.digest !== undefined && selection.digest !== digestOf(rows))
    throw new OperationError(
      'conflict',
      'Nothing was changed: since you looked, the selected records have changed, or others are selected now. Look at what would change now, and decide again.',
      { facts: { selected: rows.length } },
    )
  if (selection.digest !== undefined || !('ids' in selection)) return
  const expected = new Set(selection.ids).size
  if (rows.length !== expected)
    throw new OperationError(
      'conflict',
      `Nothing was changed: of the ${expected} records that you named, ${rows.length} are there. Look at the list again.`,
      { facts: { selected: rows.length, expected } },
    )
}
