import { lazy, Suspense } from 'react'
import { useTakingBack } from './take-back.ts'

const TakeBackDialog = lazy(async () => ({
  default: (await import('./take-back-dialog.tsx')).TakeBackDialog,
}))

/** Where a person is told that a change takes a decision back, before it is saved. Mounted once. */
export function TakeBackOutlet() {
  const taking = useTakingBack()
  return taking ? (
    <Suspense fallback={null}>
      <TakeBackDialog taking={taking} />
    </Suspense>
  ) : null
}
