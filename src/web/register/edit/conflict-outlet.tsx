import { Suspense } from 'react'
import { fetchedAbove } from '../../app/fetched-part.tsx'
import { merging } from './conflict.ts'

const MergeDialog = fetchedAbove(async () => (await import('./merge-dialog.tsx')).MergeDialog)

/** Where the merge view appears when a change came too late. */
export function ConflictOutlet() {
  const conflict = merging.useAsked()
  return conflict ? (
    <Suspense fallback={null}>
      <MergeDialog conflict={conflict} onClose={() => merging.ask(null)} />
    </Suspense>
  ) : null
}
