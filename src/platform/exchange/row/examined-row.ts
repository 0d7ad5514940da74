import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { Finding } from '../../../kernel/tabular/finding.ts'
import type { FieldValue } from '../../../kernel/tabular/mapping/mapping.ts'
import type { RuleScope } from '../../operations/scope.ts'
import type { RegisterTables } from '../../registers/read/source.ts'
import type { KnownRow } from './known-rows.ts'
import type { ReadRow } from './row-reader.ts'

export type CurrentRecord = RecordOf<AnyRegister> & Readonly<Record<string, unknown>>
/** What examining reads with; it writes nothing, also within an import. */
export type ExaminingScope = RuleScope<RegisterTables>

/** What an import does with one row. `keep`: its record stays as it is. */
export interface ExaminedRow {
  readonly row: ReadRow
  readonly action: 'create' | 'change' | 'keep'
  readonly findings: readonly Finding[]
  readonly key_hash: Buffer
  readonly hash: Buffer
  /** The row kept by the last import with this key. */
  readonly known: KnownRow | undefined
  /** Whether it is, cell by cell, the row kept last, and is read with the same mapping. */
  readonly same_as_kept: boolean
  /** The record that the row becomes or belongs to. */
  readonly record_id: string
  /** That record as it is now, when the row changes it. */
  readonly before: CurrentRecord | null
  /** The record's values: of a new record, or the fields that change. */
  readonly values: Readonly<Record<string, FieldValue>>
  /** Custom fields to set; null takes one away. */
  readonly custom: Readonly<Record<string, FieldValue>>
}
