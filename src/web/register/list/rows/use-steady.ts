import { useEffect, useRef } from 'react'
import type { Section } from './sections.ts'

/** While newer rows are on their way, the ones before stay in place. */
export function useSteady(
  sections: readonly Section[],
  arriving: boolean,
): { sections: readonly Section[]; old: boolean } {
  const settled = useRef<readonly Section[] | null>(null)
  useEffect(() => {
    if (!arriving) settled.current = sections
  }, [arriving, sections])
  return arriving && settled.current !== null
    ? { sections: settled.current, old: true }
    : { sections, old: false }
}
