import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { Tip } from './overlay/tip.tsx'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look
  large?: boolean
}

export const buttonClass = (look: Look, large = false): string =>
  [styles.button, styles[look], large ? styles.large : ''].join(' ')

/** A button with a word on it. */
export function Button({ look = 'plain', large = false, className, ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={`${buttonClass(look, large)} ${className ?? ''}`} />
}

/** A button that shows a sign only; its name appears on hover and focus and is read aloud. */
export function IconButton({
  label,
  keys,
  children,
  className,
  ...rest
}: ComponentProps<'button'> & { label: string; keys?: string; children: ReactNode }) {
  return (
    <Tip label={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={`${styles.button} ${styles.quiet} ${styles.icon} ${className ?? ''}`}
      >
        {children}
      </button>
    </Tip>
  )
}
