import { sql } from 'kysely'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { ReadScope } from '../operations/scope.ts'

/** What tells a record apart from others of the same name: dates and ids, by field. */
export type Told = Readonly<Record<string, string>>

/**
 * What tells records apart from others of the same name, by their ids: one statement for each register among them that
 * declares it. The caller has made sure that the actor may read them.
 */
export async function readTold(
  scope: Pick<ReadScope<unknown>, 'rows'>,
  registers: ReadonlyMap<string, AnyRegister>,
  records: readonly { readonly id: string; readonly register: string }[],
): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>()
  for (const name of new Set(records.map(({ register }) => register))) {
    const register = registers.get(name)
    if (!register || register.told_by.length === 0) continue
    const ids = records.filter((one) => one.register === name).map(({ id }) => id)
    const columns = register.told_by.map((field) => sql`${sql.ref(field)}::text`)
    const rows = await scope.rows<{ id: string } & Record<string, string | null>>(
      sql`select id, ${sql.join(columns)} from ${sql.id('app', register.table)} where id = any(${ids})`,
    )
    for (const { id, ...values } of rows)
      told.set(
        id,
        Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value ? [[key, value]] : []))),
      )
  }
  return told
}
