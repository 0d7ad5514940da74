import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fetchPart } from '../app/fetch-part.ts'
import { sessionQuery } from '../client/session.ts'

/** Keeps what the pages show up to date with what others change, for as long as somebody is signed in. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    let stop: (() => void) | undefined
    let left = false
    // The first page is drawn before this is asked for.
    const start = () =>
      fetchPart(() => Promise.all([import('./change-stream.ts'), import('./apply-changes.ts')])).then(
        ([{ followChanges }, { applyChanges, applyMissed }]) => {
          if (left) return
          stop = followChanges({
            changed: (changes) => applyChanges(client, changes),
            missed: () => applyMissed(client),
            refused: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
          })
        },
        // Lists are read anew when they are looked at again; following goes on once there is a network.
        () => {
          if (!left) window.addEventListener('online', start, { once: true })
        },
      )
    void start()
    return () => {
      left = true
      window.removeEventListener('online', start)
      stop?.()
    }
  }, [client])
}
