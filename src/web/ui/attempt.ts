import { useState } from 'react'
import { detailOf } from '../client/problem.ts'

/** Something that is tried once at a time, and what went wrong with it last. */
export interface Attempt {
  readonly busy: boolean
  readonly problem: string | null
  /** @returns whether it succeeded. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>
}

/** Tries one thing at a time and keeps what went wrong with the last. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      return true
    } catch (error) {
      setProblem(detailOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
