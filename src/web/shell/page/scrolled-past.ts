import { type RefCallback, useCallback, useState } from 'react'

/**
 * Whether an element has been scrolled out above its page, such as a heading that the header then stands in for.
 * @returns the reference to give to the element, and the answer.
 */
export function useScrolledPast(): [ref: RefCallback<HTMLElement>, past: boolean] {
  const [past, setPast] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry)
        setPast(!entry.isIntersecting && entry.boundingClientRect.top < (entry.rootBounds?.top ?? 0) + 1)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, past]
}
