import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { FieldKind } from '../../../../kernel/register/field.ts'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { InlineField } from '../../edit/inline-field.tsx'
import { revise } from '../../edit/revise.ts'
import { type Lock, lockOn } from '../../lock.ts'
import type { Row } from '../../row.ts'
import { isUnknown, Value } from '../../value/value.tsx'
import { fieldOfSort } from '../state/list-state.ts'
import styles from './list-row.module.css'

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

/** A number, a yes or a day says nothing without the head of its column. */
const needsHead: ReadonlySet<FieldKind> = new Set(['integer', 'boolean', 'date'])

/** Figures alone, such as the number of an edition, say as little. */
const isFigures = (value: unknown) => typeof value === 'string' && !/\p{L}/u.test(value)

function NarrowValue({ register, row, field }: { register: AnyRegister; row: Row; field: string }) {
  const declared = listFields(register)[field]
  if (!declared) return null
  const value = <Value register={register} field={field} declared={declared} value={row[field]} />
  const alone = !needsHead.has(declared.kind) && !(declared.kind === 'text' && isFigures(row[field]))
  return alone ? (
    value
  ) : (
    <span className={styles.headed}>
      {labelOf(register, field)} {value}
    </span>
  )
}

/** So much fits a phone's line. */
const atMost = 3

/**
 * On a phone a record says below its title: its state, its step of a ramp, the day that its register is sorted by, and
 * the first other thing known.
 */
function NarrowCell({ register, row, columns }: Props) {
  const fields = listFields(register)
  const known = columns.filter((key) => key !== register.title && !isUnknown(row[key]))
  const ramp = known.findLast((key) => fields[key]?.ramp)
  const other = known.find(
    (key) => key !== 'state' && !fields[key]?.ramp && !needsHead.has(fields[key]?.kind ?? 'text'),
  )
  // When a record was touched is kept of every one, and says the least.
  const sort = fieldOfSort(register.list.sort)
  const day = known.find((key) => key === sort && register.fields[key]?.kind === 'date')
  const shown = [known.find((key) => key === 'state'), ramp, day, other]
    .filter((key) => key !== undefined)
    .slice(0, atMost)
  return (
    <span className={styles.meta}>
      {shown.map((key) => (
        <NarrowValue key={key} register={register} row={row} field={key} />
      ))}
    </span>
  )
}

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
