import type { SharedTransaction } from '../../platform/operations/scope.ts'
import { changeRecords, insertRecords, type TypedColumns } from '../../platform/registers/write/write-many.ts'
import { obligation } from './obligation.ts'
import type { NewObligation } from './raise.ts'

/** What an obligation keeps beyond the fields people see. */
const terms: TypedColumns = [
  ['cause', 'jsonb'],
  ['fulfilled_by', 'text'],
  ['missed_before', 'int'],
  ['escalation_after_days', 'int[]'],
  ['follows_owner', 'boolean'],
]

/**
 * Raises duties, one statement whatever their number. What the same subject, origin and cause ask already stands as it
 * is. A caller whose origin may be raised elsewhere holds every subject first.
 * @returns how many were raised.
 */
export const raiseMany = (tx: SharedTransaction, wanted: readonly NewObligation[]): Promise<number> =>
  insertRecords(
    obligation,
    tx,
    wanted.map((one) => ({
      id: tx.sources.newId(),
      values: {
        missed_before: 0,
        escalation_after_days: [],
        follows_owner: false,
        requirement_ids: [],
        ...one,
      },
    })),
    { hidden: terms, skipStanding: true },
  )

/** An open turn at the version it was planned anew from, with what it becomes. */
export interface MovedTurn {
  readonly id: string
  readonly version: number
  readonly values: Readonly<Record<'opens_on' | 'due_on' | 'interval_days' | 'cause', unknown>>
}

/** Moves open turns to other days, one statement whatever their number. @returns how many. */
export const moveMany = (tx: SharedTransaction, turns: readonly MovedTurn[]): Promise<number> =>
  changeRecords(obligation, tx, turns, [
    ['opens_on', 'date'],
    ['due_on', 'date'],
    ['interval_days', 'int'],
    ['cause', 'jsonb'],
  ])

/** Ends open turns that nothing asks for any longer, one statement whatever their number. @returns how many. */
export const lapseMany = (
  tx: SharedTransaction,
  turns: readonly { readonly id: string; readonly version: number }[],
): Promise<number> =>
  changeRecords(
    obligation,
    tx,
    turns.map(({ id, version }) => ({ id, version, values: { state: 'lapsed' } })),
    [['state', 'text']],
  )
