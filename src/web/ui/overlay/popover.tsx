import { type ReactElement, type ReactNode, useRef } from 'react'
import { type Place, useDismissal, useFloating } from './floating.ts'
import styles from './popover.module.css'

interface Props {
  opened: boolean
  onClose: () => void
  /** One element; the panel stands beside it. */
  anchor: ReactElement
  children: ReactNode
  /** Read aloud when the popover opens. */
  label: string
  place?: Place
}

function Panel({
  onClose,
  children,
  label,
  place,
}: Required<Pick<Props, 'onClose' | 'children' | 'label' | 'place'>>) {
  const panel = useRef<HTMLDivElement>(null)
  useFloating(panel, place)
  useDismissal(panel, onClose)
  return (
    <div ref={panel} popover="manual" role="dialog" aria-label={label} className={styles.panel}>
      {children}
    </div>
  )
}

/** A floating panel. Focus moves in; Escape, a click outside or moving on closes it; focus returns. */
export function Popover({ opened, onClose, anchor, children, label, place = 'bottom-start' }: Props) {
  return (
    <span className={styles.wrapper}>
      {anchor}
      {opened ? (
        <Panel onClose={onClose} label={label} place={place}>
          {children}
        </Panel>
      ) : null}
    </span>
  )
}
