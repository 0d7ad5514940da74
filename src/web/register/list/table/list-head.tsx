import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { listFields, sortable } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { inSentence, labelOf, manyOf } from '../../../messages/words.ts'
import type { ListState } from '../state/list-state.ts'
import styles from './list-table.module.css'

interface Props {
  register: AnyRegister
  state: ListState
  onState: (next: ListState) => void
  selectable: boolean
  /** How many of the rows that are read are selected. */
  picked: 'none' | 'some' | 'all'
  onPickAll: (pick: boolean) => void
  narrow: boolean
}

function ColumnHead({
  register,
  state,
  onState,
  column,
}: Pick<Props, 'register' | 'state' | 'onState'> & { column: string }) {
  const declared = listFields(register)[column]
  if (!declared) return null
  const label = labelOf(register, column)
  const up = state.sort === column
  const down = state.sort === `-${column}`
  return (
    <th
      scope="col"
      className={styles.th}
      data-number={declared.kind === 'integer'}
      {...(up ? { 'aria-sort': 'ascending' } : down ? { 'aria-sort': 'descending' } : {})}
    >
      {sortable(declared) ? (
        <button
          type="button"
          className={styles.sort}
          data-sorted={up || down}
          onClick={() => onState({ ...state, sort: up ? `-${column}` : column })}
        >
          <span>{label}</span>
          {up ? <IconArrowUp size={12} /> : down ? <IconArrowDown size={12} /> : null}
        </button>
      ) : (
        label
      )}
    </th>
  )
}

/** The heads of a list's columns: what they are, how it is sorted, and the box for all rows. */
export function ListHead(props: Props) {
  const { register, state, selectable, picked, onPickAll, narrow } = props
  return (
    <thead className={styles.head}>
      <tr className={styles.heads} aria-rowindex={1}>
        <th scope="col" className={styles.all}>
          {selectable ? (
            <input
              type="checkbox"
              aria-label={t('list.select_all', { many: inSentence(manyOf(register)) })}
              checked={picked === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = picked === 'some'
              }}
              onChange={(event) => onPickAll(event.target.checked)}
            />
          ) : (
            <span className="sr-only">{t('list.select_column')}</span>
          )}
        </th>
        {(narrow ? [register.title] : state.columns).map((column) => (
          <ColumnHead
            key={column}
            register={register}
            state={state}
            onState={props.onState}
            column={column}
          />
        ))}
      </tr>
    </thead>
  )
}
