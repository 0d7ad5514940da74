import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './fold.module.css'

interface Props {
  readonly title: string
  readonly className?: string | undefined
  /** Whether it begins unfolded. */
  readonly open?: boolean
  readonly children: ReactNode
}

/** A line that opens what belongs to it. */
export function Fold({ title, className = '', open = false, children }: Props) {
  return (
    <details className={`${styles.fold} ${className}`} open={open}>
      <summary>
        <IconChevronRight size={16} stroke={1.75} />
        {title}
      </summary>
      {children}
    </details>
  )
}
