import { lazy, Suspense } from 'react'
import { useConflict } from './conflict.ts'

const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }))

/** Where the merge view appears when a change came too late. */
export function ConflictOutlet() {
  const conflict = useConflict()
  return conflict ? (
    <Suspense fallback={null}>
      <MergeDialog conflict={conflict} />
    </Suspense>
  ) : null
}
