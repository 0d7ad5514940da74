import { IconChevronDown } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import styles from './choice-button.module.css'

/** Among the inputs of a form, what opens a list to choose from. */
export function ChoiceButton({ children, ...rest }: ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={styles.button}>
      {children}
      <IconChevronDown size={14} stroke={1.75} />
    </button>
  )
}
