import { IconX } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { t } from '../../messages/message.ts'
import { Button, IconButton } from '../button.tsx'
import styles from './toast.module.css'

export interface Toast {
  readonly text: string
  readonly tone?: 'plain' | 'critical'
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface Shown extends Toast {
  readonly id: number
}

let shown: readonly Shown[] = []
let next = 1
const listeners = new Set<() => void>()

const set = (toasts: readonly Shown[]) => {
  shown = toasts
  for (const listener of listeners) listener()
}

const dismiss = (id: number) => set(shown.filter((toast) => toast.id !== id))

/**
 * Tells the person what just happened, with at most one thing to do about it. It takes the place of what was told
 * before; only what failed is not pushed away by what went well.
 */
export function notify(toast: Toast): void {
  const failed = shown.filter(({ tone }) => tone === 'critical')
  set([...(toast.tone === 'critical' ? [] : failed), { ...toast, id: next++ }])
}

/** Takes away what was told to whoever was here before, or what they have done since. */
export const dismissAll = (): void => set([])

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Long enough to read and to reach the button; what failed stays until it is dismissed. */
const shownFor = 7000

function ToastLine({ toast }: { toast: Shown }) {
  const { id, text, tone = 'plain', action } = toast
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (tone === 'critical' || held) return
    const timer = setTimeout(() => dismiss(id), shownFor)
    return () => clearTimeout(timer)
  }, [id, tone, held])
  return (
    // Whoever points at it, or stands in it by keyboard, has not done with it.
    <li
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={`${styles.text} ${tone === 'critical' ? styles.critical : ''}`}>{text}</span>
      {action ? (
        <Button
          onClick={() => {
            dismiss(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label={t('toast.dismiss')} onClick={() => dismiss(id)}>
        <IconX size={14} />
      </IconButton>
    </li>
  )
}

/** Where messages appear. Mounted once. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <section aria-label={t('toast.region')} role="status" aria-live="polite">
      <ul className={styles.region}>
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  )
}
