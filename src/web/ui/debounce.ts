import { useEffect, useRef, useState } from 'react'

/** A value that follows another once that has rested for a while, in milliseconds. */
export function useRested<Value>(value: Value, rest: number): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rest)
    return () => clearTimeout(timer)
  }, [value, rest])
  return rested
}

/** Calls a function with the last of several quick arguments, once they have rested, in milliseconds. */
export function useLastOf<Value>(call: (value: Value) => void, rest: number): (value: Value) => void {
  const latest = useRef(call)
  latest.current = call
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const later = useRef((value: Value) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(value), rest)
  })
  return later.current
}
