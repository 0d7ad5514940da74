import { OperationError } from '../../../kernel/contract/error.ts'
import { type Finding, isWrong } from '../../../kernel/tabular/finding.ts'
import type { FieldValue } from '../../../kernel/tabular/mapping/mapping.ts'
import type { WriteRules } from '../../registers/write/write-rules.ts'
import type { ExaminedRow, ExaminingScope } from './examined-row.ts'
import { fieldRefused, refusedByRule } from './finding-text.ts'

type ColumnOf = (field: string) => Finding['column']

/** What an operation that writes one record says first, and a row of many does not. */
const opening = /^Nothing was (changed|created)[.:]\s*/

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** What a rule refuses, as findings: each issue with its field, at its column when the file has one. */
function findingsOf(refusal: OperationError, columnOf: ColumnOf): Finding[] {
  if (refusal.issues.length === 0)
    return [{ ...refusedByRule(sentence(refusal.message.replace(opening, ''))), column: null }]
  return refusal.issues.map(({ path, message }) => ({
    ...fieldRefused(path, message),
    column: columnOf(path),
  }))
}

/** The values as a rule sees them: of a new record what is given, of another the whole record with its changes. */
function wanted({ before, values, custom }: ExaminedRow): Readonly<Record<string, unknown>> {
  if (!before) return { ...values, custom, owner_id: values.owner_id ?? null }
  const merged = Object.entries({ ...before.custom, ...custom }).filter(([, value]) => value !== null)
  return { ...before, ...values, custom: Object.fromEntries(merged) }
}

/**
 * Asks a register's rules about rows, as creating or revising each record would: what they refuse becomes a finding,
 * what they derive is written with the row.
 */
export async function askRules(
  { check, derive }: WriteRules,
  scope: ExaminingScope,
  rows: ExaminedRow[],
  columnOf: ColumnOf,
): Promise<ExaminedRow[]> {
  if (!check && !derive) return rows
  const asked: ExaminedRow[] = []
  for (const row of rows) {
    if (row.action === 'keep' || isWrong(row.findings)) {
      asked.push(row)
      continue
    }
    const after = wanted(row)
    try {
      await check?.(scope, after, row.before)
      const derived = ((await derive?.(scope, after, row.before)) ?? {}) as Record<string, FieldValue>
      asked.push({ ...row, values: { ...row.values, ...derived } })
    } catch (failure) {
      if (!(failure instanceof OperationError)) throw failure
      asked.push({ ...row, findings: [...row.findings, ...findingsOf(failure, columnOf)] })
    }
  }
  return asked
}
