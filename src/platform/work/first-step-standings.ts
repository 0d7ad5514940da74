import { sql } from 'kysely'
import type { Rows } from '../operations/scope.ts'
import type { FirstStep, FirstStepName, FirstStepStanding } from './first-step.ts'

/** Where the steps stand, by name. One query. */
export async function standingsOf(
  scope: { readonly rows: Rows },
  steps: readonly FirstStep[],
): Promise<ReadonlyMap<FirstStepName, FirstStepStanding>> {
  if (steps.length === 0) return new Map()
  const parts = steps.map(
    ({ name, standing }) => sql`select ${name}::text as name, s.* from (${standing}) as s`,
  )
  const rows = await scope.rows<FirstStepStanding & { name: FirstStepName }>(
    sql.join(parts, sql` union all `),
  )
  return new Map(rows.map((one) => [one.name, one]))
}
