import { Suspense } from 'react'
import { fetchedAbove } from '../app/fetched-part.tsx'
import { undoing } from './undo.ts'

const UndoDialog = fetchedAbove(async () => (await import('./undo-dialog.tsx')).UndoDialog)

/** Where a change that is to be undone is looked at. Mounted once. */
export function UndoOutlet() {
  const asked = undoing.useAsked()
  if (asked === null) return null
  return (
    <Suspense fallback={null}>
      <UndoDialog key={asked.operationId} undoing={asked} onClose={() => undoing.ask(null)} />
    </Suspense>
  )
}
