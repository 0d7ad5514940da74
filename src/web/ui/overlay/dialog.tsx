import { type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './dialog.module.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  shape?: 'normal' | 'wide' | 'drawer'
  /** Without the title line and padding; the title is read aloud only. */
  bare?: boolean
}

/** A modal dialog on the browser's own: the page behind is inert, Escape closes, focus returns. */
export function Dialog({ title, onClose, children, shape = 'normal', bare = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    if (shown && !shown.open) shown.showModal()
    return () => {
      shown?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${shape === 'normal' ? '' : styles[shape]}`}
      aria-label={bare ? title : undefined}
      aria-labelledby={bare ? undefined : id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      {bare ? null : (
        <div className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
        </div>
      )}
      {children}
    </dialog>
  )
}

export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div className={styles.body}>{children}</div>
)

export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <div className={styles.foot}>{children}</div>
)
