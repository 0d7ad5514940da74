import { Suspense } from 'react'
import { fetchedAbove } from '../../app/fetched-part.tsx'
import { takingBack } from './take-back.ts'

const TakeBackDialog = fetchedAbove(async () => (await import('./take-back-dialog.tsx')).TakeBackDialog)

/** Where a person is told that a change takes a decision back, before it is saved. Mounted once. */
export function TakeBackOutlet() {
  const taking = takingBack.useAsked()
  return taking ? (
    <Suspense fallback={null}>
      <TakeBackDialog taking={taking} onClose={() => takingBack.ask(null)} />
    </Suspense>
  ) : null
}
