import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(min-width: 1180px)')

const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether what is to be known about a row has room beside the table. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => query.matches)
