import type { SharedScope } from '../../../platform/operations/scope.ts'
import { lastConfirmations } from '../../../platform/trail/last-confirmation.ts'
import { risk } from '../risk.ts'
import { judged } from './scale.ts'

/**
 * Who judged the numbers of some risks as they stand, by the risk's id. The record itself names only who concluded its
 * assessment.
 */
export const judgesOf = (
  scope: SharedScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> =>
  lastConfirmations(
    scope,
    risk.table,
    ids,
    judged.map((field) => ({ field, confirmed: `${field}_confirmed` })),
  )
