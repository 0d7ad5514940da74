import { Menu as MantineMenu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import styles from './menu.module.css'
import { usePortalTarget } from './portal-target.ts'

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

/** A menu of actions below its anchor; groups without items are left out. */
export function Menu({
  anchor,
  groups,
  position = 'bottom-end',
  stays = false,
}: {
  anchor: ReactElement
  groups: readonly MenuGroup[]
  position?: 'bottom-end' | 'bottom-start' | 'top-start'
  /** Stays open after a choice, for several choices in a row. */
  stays?: boolean
}) {
  const target = usePortalTarget()
  const filled = groups.filter(({ items }) => items.length > 0)
  return (
    <MantineMenu
      unstyled
      position={position}
      offset={4}
      closeOnItemClick={!stays}
      transitionProps={{ duration: 0 }}
      classNames={{
        dropdown: styles.dropdown ?? '',
        item: styles.item ?? '',
        label: styles.label ?? '',
        divider: styles.divider ?? '',
        itemSection: styles.section ?? '',
      }}
      {...(target ? { portalProps: { target } } : {})}
    >
      <MantineMenu.Target>{anchor}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {filled.map((group, index) => (
          <Fragment key={group.label ?? group.items[0]?.key}>
            {index > 0 ? <MantineMenu.Divider /> : null}
            {group.label ? <MantineMenu.Label>{group.label}</MantineMenu.Label> : null}
            {group.items.map((item) => (
              <MantineMenu.Item
                key={item.key}
                leftSection={item.icon}
                disabled={item.disabled ?? false}
                onClick={item.run}
                {...(item.checked === undefined
                  ? {}
                  : { role: 'menuitemcheckbox', 'aria-checked': item.checked })}
                rightSection={
                  item.checked ? (
                    <IconCheck size={14} />
                  ) : item.keys ? (
                    <span className={styles.end}>{item.keys}</span>
                  ) : null
                }
              >
                {item.label}
              </MantineMenu.Item>
            ))}
          </Fragment>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
