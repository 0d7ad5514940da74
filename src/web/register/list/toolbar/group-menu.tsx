import { IconLayoutList } from '@tabler/icons-react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/overlay/menu.tsx'
import { groupFields, type ListState } from '../state/list-state.ts'
import styles from './toolbar.module.css'

/** Puts rows that share a value together. Fields the register suggests come first. */
export function GroupMenu({
  register,
  state,
  onState,
}: {
  register: AnyRegister
  state: ListState
  onState: (next: ListState) => void
}) {
  const suggested = register.list.group ?? []
  const fields = groupFields(register)
  const ordered = [...suggested, ...fields.filter((key) => !suggested.includes(key))]
  return (
    <Menu
      anchor={
        <Button look="quiet">
          <IconLayoutList size={14} stroke={1.75} />
          <span className={styles.word}>
            {state.group ? t('group.by', { name: labelOf(register, state.group) }) : t('group.title')}
          </span>
        </Button>
      }
      groups={[
        {
          items: [
            {
              key: '',
              label: t('group.none'),
              checked: state.group === null,
              run: () => onState({ ...state, group: null }),
            },
          ],
        },
        {
          items: ordered.map((key) => ({
            key,
            label: labelOf(register, key),
            checked: state.group === key,
            run: () => onState({ ...state, group: key }),
          })),
        },
      ]}
    />
  )
}
