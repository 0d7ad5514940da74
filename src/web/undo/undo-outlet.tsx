import { lazy, Suspense } from 'react'
import { askToUndo, useUndoing } from './undo.ts'

const UndoDialog = lazy(async () => ({ default: (await import('./undo-dialog.tsx')).UndoDialog }))

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
