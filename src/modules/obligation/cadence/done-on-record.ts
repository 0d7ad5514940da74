import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import type { ObligationRow, ObligationTables } from '../tables.ts'

/**
 * Whether what a cadence asks of the records of a register is done by an operation of theirs: the day it was last done
 * is a field that only the server writes, by approving, assessing or determining anew.
 */
export function keepsItsDay(scope: SharedScope, register: string, cadenceId: string): boolean {
  const rule = scope.cadences.get(register)?.rules.find(({ cadence_id }) => cadence_id === cadenceId)
  const field = rule?.done_on && scope.registers.get(register)?.register.fields[rule.done_on]
  return field ? field.computed : false
}

/** Whether a duty is done only on the record that it is about. */
export async function isDoneOnRecord(
  scope: SharedScope,
  { subject_id, origin }: Pick<ObligationRow, 'subject_id' | 'origin'>,
): Promise<boolean> {
  if (subject_id === null) return false
  const { register } = await tablesIn<ObligationTables>(scope)
    .selectFrom('app.record')
    .select('register')
    .where('id', '=', subject_id)
    .executeTakeFirstOrThrow()
  return keepsItsDay(scope, register, origin)
}
