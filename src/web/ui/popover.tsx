import { Popover as MantinePopover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import styles from './popover.module.css'
import { usePortalTarget } from './portal-target.ts'

interface Props {
  opened: boolean
  onClose: () => void
  /** What it is anchored to; gets a ref, so it must be one element. */
  anchor: ReactElement
  children: ReactNode
  /** Read aloud when the popover opens. */
  label: string
  position?: 'bottom-start' | 'bottom-end' | 'right-start'
}

/** A floating panel. Focus moves in, Escape and a click outside close it, focus returns. */
export function Popover({ opened, onClose, anchor, children, label, position = 'bottom-start' }: Props) {
  const target = usePortalTarget()
  return (
    <MantinePopover
      unstyled
      opened={opened}
      onChange={(open) => {
        if (!open) onClose()
      }}
      position={position}
      offset={4}
      trapFocus
      returnFocus
      closeOnEscape
      transitionProps={{ duration: 0 }}
      middlewares={{ flip: true, shift: { padding: 8 } }}
      classNames={{ dropdown: styles.dropdown ?? '' }}
      {...(target ? { portalProps: { target } } : {})}
    >
      <MantinePopover.Target>{anchor}</MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label}>{opened ? children : null}</MantinePopover.Dropdown>
    </MantinePopover>
  )
}
