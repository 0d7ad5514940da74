import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { column } from '../read/source.ts'

type Changes = Readonly<Record<string, unknown>>

/**
 * The values that a change of many records gives each of them, by field.
 * @throws invalid-input when it names no field
 */
export function changesOf(input: { readonly changes: object }): Changes {
  const changes = Object.entries(input.changes).filter(([, value]) => value !== undefined)
  if (changes.length === 0)
    throw new OperationError('invalid-input', 'Nothing was changed: name at least one field to change.')
  return Object.fromEntries(changes)
}

/** The condition for records, each `r`, that hold something else than the change would give them. */
export const different = (changes: Changes): RawBuilder<unknown> =>
  sql.join(
    Object.entries(changes).map(([name, value]) => sql`${column(name)} is distinct from ${value}`),
    sql` or `,
  )
