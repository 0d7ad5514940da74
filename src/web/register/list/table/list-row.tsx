import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { InlineField } from '../../edit/inline-field.tsx'
import { revise } from '../../edit/revise.ts'
import { type Lock, lockOn } from '../../lock.ts'
import type { Row } from '../../row.ts'
import { Value } from '../../value/value.tsx'
import styles from './list-row.module.css'
import { isHeaded, narrowFacts } from './narrow-facts.ts'

interface Props {
  register: AnyRegister
  row: Row
  columns: readonly string[]
  offset: number
  /** Position among all rows, from 1, for those who listen. */
  position: number
  active: boolean
  /** Where the Tab key enters the list. */
  entrance: boolean
  selected: boolean
  selectable: boolean
  /** The person may change the record, as far as its state lets anybody. */
  editable: boolean
  locks: readonly Lock[]
  asOf: string | undefined
  narrow: boolean
  onSelect: (id: string, range: boolean) => void
  onActive: (id: string) => void
}

/** Long texts are read and written on the record's own page. */
const editedInList = (kind: string) => kind !== 'long_text'

function TitleLink({ register, row, entrance, asOf, onActive }: Props) {
  const title = String(row[register.title] ?? '')
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: register.plural, id: row.id }}
      search={asOf ? { as_of: asOf } : {}}
      className={styles.link}
      tabIndex={entrance ? 0 : -1}
      onFocus={() => onActive(row.id)}
      data-row-link={row.id}
      title={title.length > 40 ? title : undefined}
    >
      {title}
    </Link>
  )
}

function Cells(props: Props) {
  const { register, row, columns, entrance, editable, locks } = props
  const fields = listFields(register)
  return columns.map((key) => {
    const declared = fields[key]
    if (!declared || key === register.title) return null
    const own = key in register.fields || key === 'owner_id'
    const changes = editable && own && !declared.computed && editedInList(declared.kind)
    const locked = changes ? lockOn(locks, row, key) : undefined
    return (
      <td
        key={key}
        className={styles.cell}
        data-editable={changes && locked === undefined}
        data-number={declared.kind === 'integer'}
      >
        {changes ? (
          <InlineField
            register={register}
            field={key}
            declared={declared}
            value={row[key]}
            editable
            locked={locked}
            place="cell"
            tabIndex={entrance ? 0 : -1}
            onSave={(value) => void revise(register, row, { [key]: value })}
          />
        ) : (
          <Value register={register} field={key} declared={declared} value={row[key]} />
        )}
      </td>
    )
  })
}

function NarrowValue({ register, row, field }: { register: AnyRegister; row: Row; field: string }) {
  const declared = listFields(register)[field]
  if (!declared) return null
  const value = <Value register={register} field={field} declared={declared} value={row[field]} />
  return isHeaded(declared, row[field]) ? (
    <span className={styles.headed}>
      {labelOf(register, field)} {value}
    </span>
  ) : (
    value
  )
}

/** What a phone shows of a record below its title. */
const NarrowCell = ({ register, row, columns }: Props) => (
  <span className={styles.meta}>
    {narrowFacts(register, row, columns).map((key) => (
      <NarrowValue key={key} register={register} row={row} field={key} />
    ))}
  </span>
)

/** One record in a list. */
export const ListRow = memo(function ListRow(props: Props) {
  const { row, offset, position, active, entrance, selected, selectable, narrow, register } = props
  return (
    <tr
      aria-rowindex={position + 1}
      className={styles.row}
      data-active={active}
      data-selected={selected}
      data-row={row.id}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <td className={`${styles.pinned} ${styles.select}`}>
        {selectable ? (
          <input
            type="checkbox"
            checked={selected}
            tabIndex={entrance ? 0 : -1}
            aria-label={t('list.select', { title: String(row[register.title] ?? '') })}
            onChange={(event) =>
              props.onSelect(row.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
            }
          />
        ) : null}
      </td>
      <td className={narrow ? styles.stack : styles.cell}>
        <TitleLink {...props} />
        {narrow ? <NarrowCell {...props} /> : null}
      </td>
      {narrow ? null : <Cells {...props} />}
    </tr>
  )
})

const bars = [62, 40, 54, 32, 48, 36, 58, 44, 30, 50]

/** Stands where a row will be, at the same height. */
export function AheadRow({ columns, offset, narrow }: { columns: number; offset: number; narrow: boolean }) {
  return (
    <tr className={styles.row} style={{ transform: `translateY(${offset}px)` }}>
      <td />
      {bars.slice(0, narrow ? 1 : columns).map((width) => (
        <td key={width} className={styles.cell}>
          <span className={styles.bar} style={{ width: `${width}%` }} />
        </td>
      ))}
    </tr>
  )
}
