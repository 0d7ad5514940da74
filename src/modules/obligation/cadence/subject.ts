import { createHash } from 'node:crypto'
import type { CadenceRule } from '../../../kernel/cadence/cadence-rule.ts'
import { type FactValue, factsFromRecord } from '../../../kernel/condition/fact.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { readRecords } from '../../../platform/registers/read/read-many.ts'
import type { ObligationTables } from '../tables.ts'

/** A record as cadences see it, whoever asks: a duty does not depend on who may read. */
export interface Subject {
  readonly id: string
  readonly register: string
  readonly state: string
  readonly owner_id: string | null
  readonly archived: boolean
  /** Its fields; none when no register declares them. */
  readonly values: Readonly<Record<string, unknown>>
  /** SHA-256 of its significant fields; null when it has none. */
  readonly significant_hash: string | null
}

type SpineRow = Omit<Subject, 'values' | 'significant_hash'>

function subjectOf(row: SpineRow, declared: AnyRegister | undefined, record: object | undefined): Subject {
  const values: Readonly<Record<string, unknown>> = { ...record }
  const significant = Object.entries(declared?.fields ?? {}).filter(([, field]) => field.significant)
  const hashed = significant.map(([name]) => [name, values[name] ?? null])
  return {
    ...row,
    values,
    significant_hash:
      hashed.length === 0 ? null : createHash('sha256').update(JSON.stringify(hashed)).digest('hex'),
  }
}

const spineRows = (scope: SharedScope) =>
  tablesIn<ObligationTables>(scope)
    .selectFrom('app.record')
    .select(['id', 'register', 'state', 'owner_id', 'archived'])

/** @throws when this organization has no such record. */
export async function readSubject(scope: SharedScope, id: string): Promise<Subject> {
  const row = await spineRows(scope).where('id', '=', id).executeTakeFirstOrThrow()
  const declared = scope.registers.get(row.register)?.register
  const [record] = declared ? await readRecords(declared, scope, [id]) : []
  return subjectOf(row, declared, record)
}

/** Records of a register that are not archived, in the order of their ids: at most `limit` of those after one. */
export async function readSubjects(
  scope: SharedScope,
  register: string,
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<Subject[]> {
  const rows = await spineRows(scope)
    .where('register', '=', register)
    .where('archived', '=', false)
    .$if(page.after !== undefined, (all) => all.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute()
  const declared = scope.registers.get(register)?.register
  const ids = rows.map(({ id }) => id)
  const records = new Map(
    (declared ? await readRecords(declared, scope, ids) : []).map((record) => [record.id, record]),
  )
  return rows.map((row) => subjectOf(row, declared, records.get(row.id)))
}

export const factsOf = ({ values }: Subject) =>
  factsFromRecord(values as Readonly<Record<string, FactValue | null>>)

/** The day or the id in a field of a subject; null when it is not stated, or there is no such field. */
export function textIn(subject: Subject, field: string | undefined): string | null {
  const value = field === undefined ? null : subject.values[field]
  return typeof value === 'string' ? value : null
}

/** Whether a subject's state makes a cadence look, lets it end, or leaves it as it is. */
export function standsFor(rule: CadenceRule, subject: Subject): 'begun' | 'over' | 'as_it_is' {
  if (subject.archived || rule.ends_in?.includes(subject.state)) return 'over'
  return rule.begins_in.includes(subject.state) ? 'begun' : 'as_it_is'
}
