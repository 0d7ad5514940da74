import { createContext, useContext } from 'react'
import { queryClient } from '../../../web/app/query-client.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { revise } from '../../../web/register/edit/revise.ts'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { soaRow } from '../decision/soa-row.ts'
import type { StatementRow } from '../statement.ts'
import { patchRow, refresh } from './queries.ts'

/** The fields of a row that are revised; what is linked to it has operations of its own. */
export type RowChanges = Partial<Pick<StatementRow, 'applicable' | 'justification' | 'status' | 'owner_id'>>

/** What the rows of a page may do, and how. */
export interface Editing {
  /** Whether the person may change this row here and now. */
  readonly may: (row: StatementRow) => boolean
  readonly change: (row: StatementRow, changes: RowChanges) => Promise<void>
  /** Opens the question why a row does not apply. */
  readonly exclude: (row: StatementRow) => void
  readonly addOrigin: (row: StatementRow) => void
  readonly stateFacts: () => void
}

export const EditingContext = createContext<Editing | null>(null)

/** What the page of the statement lets its rows change. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('A row is shown outside the page of the statement.')
  return editing
}

/** Revises a row: the change shows at once, can be undone, and is taken back with a reason when it is refused. */
export async function changeRow(row: StatementRow, version: number, changes: RowChanges): Promise<void> {
  patchRow(queryClient, row.id, changes)
  const { applicable, justification, status, owner_id, title } = row
  await revise(soaRow, { id: row.id, version, applicable, justification, status, owner_id, title }, changes)
  await refresh()
}

/** Carries out what belongs to a row and reads the statement again; says so when it failed. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    notify({ text: detailOf(error), tone: 'critical' })
    return false
  } finally {
    await refresh()
  }
}
