import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import { usePortalTarget } from './portal-target.ts'
import styles from './tip.module.css'

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
  const target = usePortalTarget()
  return (
    <Tooltip
      unstyled
      openDelay={400}
      transitionProps={{ duration: 0 }}
      events={{ hover: true, focus: false, touch: false }}
      classNames={{ tooltip: styles.tip ?? '' }}
      {...(target ? { portalProps: { target } } : {})}
      label={
        <>
          {label}
          {keys ? <span className={styles.keys}>{keys}</span> : null}
        </>
      }
    >
      {children}
    </Tooltip>
  )
}
