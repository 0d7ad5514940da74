import { IconChevronDown } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import styles from './choice-button.module.css'

/** Among the inputs of a form, what opens a list to choose from. */
export function ChoiceButton({
  children,
  compact = false,
  ...rest
}: ComponentProps<'button'> & { compact?: boolean | undefined }) {
  return (
    <button type="button" {...rest} className={`${styles.button} ${compact ? styles.compact : ''}`}>
      {children}
      <IconChevronDown size={14} stroke={1.75} />
    </button>
  )
}
