import { Suspense } from 'react'
import { fetchedAbove } from '../app/fetched-part.tsx'
import { askToUndo, useUndoing } from './undo.ts'

const UndoDialog = fetchedAbove(async () => (await import('./undo-dialog.tsx')).UndoDialog)

/** Where a change that is to be undone is looked at. Mounted once. */
export function UndoOutlet() {
  const undoing = useUndoing()
  if (undoing === null) return null
  return (
    <Suspense fallback={null}>
      <UndoDialog key={undoing.operationId} undoing={undoing} onClose={() => askToUndo(null)} />
    </Suspense>
  )
}
