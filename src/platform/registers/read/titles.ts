import { sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { ReadScope } from '../../operations/scope.ts'

/** The columns of a register that hold ids of people or records. */
export function referenceColumns(register: AnyRegister): string[] {
  const declared = Object.entries(register.fields)
    .filter(([, field]) => field.kind === 'person' || field.kind === 'record')
    .map(([key]) => key)
  return [...declared, 'owner_id', 'created_by', 'updated_by']
}

/** The ids that rows refer to, each once. */
export function referencesIn(rows: readonly object[], columns: readonly string[]): string[] {
  const ids = new Set<string>()
  for (const row of rows as readonly Record<string, unknown>[])
    for (const name of columns) {
      const id = row[name]
      if (typeof id === 'string') ids.add(id)
    }
  return [...ids]
}

/**
 * The registers of which the actor may read every record. Some records, such as versions of the Statement of
 * Applicability, are of no register that is served by itself; duties name those that have a cadence.
 */
export const readableRegisters = (
  scope: Pick<ReadScope<unknown>, 'registers' | 'cadences' | 'reachOf'>,
): string[] =>
  [...new Set([...scope.registers.keys(), ...scope.cadences.keys()])].filter(
    (register) => scope.reachOf(`${register}:read`) === 'all',
  )

/** Titles by id, of those records whose register the actor may read. One query for a whole page. */
export async function titlesOf(
  scope: Pick<ReadScope<unknown>, 'rows' | 'reachOf'>,
  ids: readonly string[],
): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const rows = await scope.rows<{ id: string; title: string; register: string }>(
    sql`select id, title, register from app.record where id = any(${ids}::uuid[])`,
  )
  return Object.fromEntries(
    rows
      .filter(({ register }) => scope.reachOf(`${register}:read`) === 'all')
      .map(({ id, title }) => [id, title]),
  )
}
