import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import { useFloating } from './floating.ts'
import styles from './tip.module.css'

/** How long the pointer rests before the explanation appears, in milliseconds. */
const restsFor = 450

function Panel({ label, keys, onClose }: { label: string; keys: string | undefined; onClose: () => void }) {
  const panel = useRef<HTMLDivElement>(null)
  useFloating(panel, 'top-center')
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClose])
  return (
    <div ref={panel} popover="manual" role="tooltip" className={styles.tip}>
      {label}
      {keys ? <span className={styles.keys}>{keys}</span> : null}
    </div>
  )
}

/** A short explanation that appears when the pointer rests on, or the keyboard reaches, what it wraps. */
export function Tip({
  label,
  keys,
  children,
}: {
  label: string
  keys?: string | undefined
  children: ReactElement
}) {
  const [open, setOpen] = useState(false)
  const wrapper = useRef<HTMLSpanElement>(null)
  const close = useCallback(() => setOpen(false), [])
  useEffect(() => {
    const anchor = wrapper.current?.firstElementChild
    if (!anchor) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setOpen(false)
    }
    const rest = (event: Event) => {
      if (event instanceof PointerEvent && event.pointerType === 'touch') return
      timer = setTimeout(() => setOpen(true), restsFor)
    }
    const reach = () => {
      if (anchor.matches(':focus-visible')) setOpen(true)
    }
    const listeners: readonly [string, (event: Event) => void][] = [
      ['pointerenter', rest],
      ['pointerleave', hide],
      ['pointerdown', hide],
      ['focusin', reach],
      ['focusout', hide],
    ]
    for (const [name, listener] of listeners) anchor.addEventListener(name, listener)
    return () => {
      clearTimeout(timer)
      for (const [name, listener] of listeners) anchor.removeEventListener(name, listener)
    }
  }, [])
  return (
    <span ref={wrapper} className={styles.wrapper}>
      {children}
      {open ? <Panel label={label} keys={keys} onClose={close} /> : null}
    </span>
  )
}
