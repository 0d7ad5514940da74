import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** Tables whose rows say who took part in the decisions of the statement, beside its rows themselves. */
const parts = ['soa_origin', 'soa_conflict_answer', 'soa_fact'] as const

/** Whether a person decided anything in the statement since a moment: rows, origins, answers or facts. */
export const tookPart = (personId: string | null, since: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(
    [
      sql`exists (select from app.soa_row r
        where r.updated_by = ${personId} and r.updated_at > ${since} and r.applicable is not null)`,
      ...parts.map(
        (table) => sql`exists (select from ${sql.id('app', table)} p
          where p.created_by = ${personId} and p.created_at > ${since})`,
      ),
    ],
    sql` or `,
  )})`
