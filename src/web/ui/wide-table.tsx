import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './wide-table.module.css'

/** A table that may be wider than its page: it scrolls in a box of its own, which the keyboard reaches while it does. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  const [isScrolled, setIsScrolled] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => setIsScrolled(element.scrollWidth > element.clientWidth))
    for (const one of [element, ...element.children]) watch.observe(one)
    return () => watch.disconnect()
  }, [])
  return (
    <section ref={box} className={styles.box} aria-label={label} tabIndex={isScrolled ? 0 : undefined}>
      {children}
    </section>
  )
}
