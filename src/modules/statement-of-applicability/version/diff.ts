import { z } from 'zod'
import { controlName, originWords } from '../export/statement-lines.ts'
import type { Statement, StatementRow } from '../statement.ts'

const value = z.union([z.string(), z.boolean(), z.null(), z.array(z.string())])

/** What differs between two statements, row by row. Owners are ids. */
export const statementDiff = z.object({
  /** Scope, policies, criteria and pack, as one line each. */
  basis: z.array(z.object({ part: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  rows: z.array(
    z.object({
      row_id: z.string(),
      reference: z.string().nullable(),
      title: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      fields: z.array(z.object({ field: z.string(), before: value, after: value })),
    }),
  ),
})
export type StatementDiff = z.output<typeof statementDiff>
type Value = z.output<typeof value>

const line = (one: { title: string; edition: string } | null) => (one ? `${one.title}, ${one.edition}` : null)

/** What people decided in a row; lists in a fixed order, so that only their members count. */
const facesOf = (row: StatementRow): Record<string, Value> => ({
  title: row.title,
  applicable: row.applicable,
  justification: row.justification,
  status: row.status,
  owner_id: row.owner_id,
  // What is left out is shown without them, though they are kept.
  origins: row.applicable === false ? [] : row.origins.map(originWords).sort(),
  controls: row.controls.map(controlName).sort(),
  answers: row.answers.map(({ rule_id, answer }) => `${rule_id}: ${answer}`).sort(),
})

const same = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a) === JSON.stringify(b)

/** Compares two statements: rows by id, in the order of the later one, then those that are gone. */
export function diffStatements(before: Statement, after: Statement): StatementDiff {
  const earlier = new Map(before.rows.map((row) => [row.id, row]))
  const later = new Set(after.rows.map(({ id }) => id))
  const named = ({ id, reference, title }: StatementRow) => ({ row_id: id, reference, title })
  const rows = after.rows.flatMap((row): StatementDiff['rows'] => {
    const was = earlier.get(row.id)
    if (!was) return [{ ...named(row), change: 'added', fields: [] }]
    const [from, to] = [facesOf(was), facesOf(row)]
    const fields = Object.keys(to)
      .filter((field) => !same(from[field], to[field]))
      .map((field) => ({ field, before: from[field] ?? null, after: to[field] ?? null }))
    return fields.length > 0 ? [{ ...named(row), change: 'changed', fields }] : []
  })
  const removed = before.rows
    .filter(({ id }) => !later.has(id))
    .map((row) => ({ ...named(row), change: 'removed' as const, fields: [] }))
  const parts = (one: Statement): [string, string | null][] => [
    ['scope', line(one.basis.scope)],
    ['policies', one.basis.policies.map((policy) => line(policy)).join('; ') || null],
    ['criteria', line(one.basis.criteria)],
    ['pack', `${one.pack.title}, ${one.pack.version}`],
  ]
  const now = new Map(parts(after))
  const basis = parts(before)
    .map(([part, was]) => ({ part, before: was, after: now.get(part) ?? null }))
    .filter((one) => one.before !== one.after)
  return { basis, rows: [...rows, ...removed] }
}

/** Whether two statements decide the same: nothing a reader of either would miss in the other. */
export const sameDecisions = (a: Statement, b: Statement): boolean => {
  const { basis, rows } = diffStatements(a, b)
  return basis.length === 0 && rows.length === 0
}
