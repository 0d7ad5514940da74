import { IconChevronDown } from '@tabler/icons-react'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { formatNumber } from '../../../messages/format.ts'
import { Value, valueText } from '../../value/value.tsx'
import styles from './list-row.module.css'

interface Props {
  register: AnyRegister
  field: string
  group: { readonly value: unknown; readonly count: number }
  closed: boolean
  offset: number
  onToggle: () => void
}

/** The heading of a group: the value its rows share, and how many they are. */
export function GroupRow({ register, field, group, closed, offset, onToggle }: Props) {
  const declared = listFields(register)[field]
  if (!declared) return null
  return (
    <tr className={styles.group} style={{ transform: `translateY(${offset}px)` }}>
      <td className={styles.groupCell}>
        <button type="button" className={styles.fold} aria-expanded={!closed} onClick={onToggle}>
          <IconChevronDown size={14} />
          <Value
            register={register}
            field={field}
            declared={declared}
            value={group.value}
            unknown={valueText(register, field, declared, null)}
          />
          <span className={styles.count}>{formatNumber(group.count)}</span>
        </button>
      </td>
    </tr>
  )
}
