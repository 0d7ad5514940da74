import { useIsFetching } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import styles from './when-read.module.css'

/**
 * Parts of a page that each read for themselves: they show together, once all of it has been read for the first time,
 * so that nothing that a person reads is pushed down. What is read again later keeps its place.
 */
export function WhenRead({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(false)
  const reading = useIsFetching({
    predicate: (query) => query.state.data === undefined && query.getObserversCount() > 0,
  })
  useEffect(() => {
    // What has just come may ask for something more: that has begun by the next frame.
    if (reading > 0 || ready) return
    const frame = requestAnimationFrame(() => setReady(true))
    return () => cancelAnimationFrame(frame)
  }, [reading, ready])
  return (
    <div className={styles.parts} data-ready={ready}>
      {children}
    </div>
  )
}
