import { Suspense } from 'react'
import { fetchedAbove } from '../../app/fetched-part.tsx'
import { setConflict, useConflict } from './conflict.ts'

const MergeDialog = fetchedAbove(async () => (await import('./merge-dialog.tsx')).MergeDialog)

/** Where the merge view appears when a change came too late. */
export function ConflictOutlet() {
  const conflict = useConflict()
  return conflict ? (
    <Suspense fallback={null}>
      <MergeDialog conflict={conflict} onClose={() => setConflict(null)} />
    </Suspense>
  ) : null
}
