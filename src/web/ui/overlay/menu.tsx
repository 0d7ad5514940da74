import { IconCheck } from '@tabler/icons-react'
import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from 'react'
import { type Place, useDismissal, useFloating } from './floating.ts'
import styles from './menu.module.css'
import popover from './popover.module.css'

export interface MenuItem {
  readonly key: string
  readonly label: string
  readonly icon?: ReactNode
  /** For choices: shows a check mark. */
  readonly checked?: boolean
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

export interface MenuGroup {
  readonly label?: string
  readonly items: readonly MenuItem[]
}

interface AnchorProps {
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  onClick?: () => void
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)'),
]

/** Moves the focus through a menu by arrow keys, Home, End and the first letter of an item. */
function onMenuKey(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget)
  const at = items.findIndex((item) => item.matches(':focus'))
  const goals: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }
  const typed = event.key.length === 1 ? event.key.toLowerCase() : null
  const named = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  const goal =
    typed === null || typed === ' '
      ? items[goals[event.key] ?? -1]
      : named.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed))
  if (!goal) return
  event.preventDefault()
  goal.focus()
}

function Item({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const choice = item.checked === undefined ? {} : { 'aria-checked': item.checked }
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...choice}
      tabIndex={-1}
      className={styles.item}
      disabled={item.disabled}
      onClick={() => {
        onDone()
        item.run()
      }}
    >
      {item.icon}
      {item.label}
      {item.checked ? (
        <span className={styles.end}>
          <IconCheck size={14} />
        </span>
      ) : null}
      {item.keys ? <span className={styles.end}>{item.keys}</span> : null}
    </button>
  )
}

function Panel({
  groups,
  place,
  onClose,
}: {
  groups: readonly MenuGroup[]
  place: Place
  onClose: () => void
}) {
  const panel = useRef<HTMLDivElement>(null)
  useFloating(panel, place)
  useDismissal(panel, onClose)
  return (
    <div ref={panel} popover="manual" role="menu" tabIndex={-1} className={styles.menu} onKeyDown={onMenuKey}>
      {groups.map((group) => (
        <fieldset key={group.label ?? group.items[0]?.key} className={styles.group}>
          {group.label ? <legend className={styles.label}>{group.label}</legend> : null}
          {group.items.map((item) => (
            <Item key={item.key} item={item} onDone={onClose} />
          ))}
        </fieldset>
      ))}
    </div>
  )
}

/** A menu of actions below its anchor; groups without items are left out. */
export function Menu({
  anchor,
  groups,
  place = 'bottom-end',
}: {
  anchor: ReactElement<AnchorProps>
  groups: readonly MenuGroup[]
  place?: Place
}) {
  const [open, setOpen] = useState(false)
  const filled = groups.filter(({ items }) => items.length > 0)
  return (
    <span className={popover.wrapper}>
      {cloneElement(anchor, {
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        onClick: () => setOpen(!open),
      })}
      {open ? <Panel groups={filled} place={place} onClose={() => setOpen(false)} /> : null}
    </span>
  )
}
