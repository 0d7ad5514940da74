import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sessionQuery } from '../client/session.ts'

/** Keeps what the pages show up to date with what others change, for as long as somebody is signed in. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    let stop: (() => void) | undefined
    let left = false
    // The first page is drawn before this is asked for.
    const parts = Promise.all([import('./change-stream.ts'), import('./apply-changes.ts')])
    void parts.then(([{ followChanges }, { applyChanges, applyMissed }]) => {
      if (left) return
      stop = followChanges({
        changed: (changes) => applyChanges(client, changes),
        missed: () => applyMissed(client),
        refused: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      })
    })
    return () => {
      left = true
      stop?.()
    }
  }, [client])
}
