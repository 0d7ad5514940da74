import { sql } from 'kysely'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { SharedScope } from '../../operations/scope.ts'
import { recordColumns } from './read.ts'
import { column, source } from './source.ts'

/**
 * Records of any register by id, for rules that depend on another module's records: now, or as they were at a tree
 * size. It ignores the actor's reach, so its answers may be used to decide but not be shown. Ids that this organization
 * does not have are absent.
 */
export async function readRecords<R extends AnyRegister>(
  register: R,
  scope: Pick<SharedScope, 'rows'>,
  ids: readonly string[],
  treeSize: number | null = null,
): Promise<RecordOf<R>[]> {
  if (ids.length === 0) return []
  return scope.rows<RecordOf<R>>(sql`
    select ${sql.join(recordColumns(register).map((name) => column(name)))} from ${source(register, treeSize)}
    where ${column('id')} = any(${ids}::uuid[])`)
}
