import { IconAlertTriangle } from '@tabler/icons-react'
import { listFields } from '../../../../kernel/register/filter.ts'
import { InlineField } from '../../../../web/register/edit/inline-field.tsx'
import { useNarrow } from '../../../../web/ui/narrow.ts'
import { soaRow } from '../../decision/soa-row.ts'
import { conflictReason, systemsIn } from '../../exclusion/conflict-words.ts'
import type { StatementRow } from '../../statement.ts'
import { useEditing } from '../editing.ts'
import type { Conflict, Guidance } from '../queries.ts'
import { t } from '../texts.ts'
import { ControlsCell } from './controls-cell.tsx'
import { DecisionCell } from './decision-cell.tsx'
import { JustificationCell } from './justification-cell.tsx'
import { OriginsCell } from './origins-cell.tsx'
import styles from './row.module.css'
import { RowPanel } from './row-panel.tsx'

const { owner_id: owner } = listFields(soaRow)

interface Props {
  row: StatementRow
  conflicts: readonly Conflict[]
  guidance: Guidance | undefined
  active: boolean
  /** Some row is open: touching another opens that one. Before, its name does and empty spots, so that nothing moves under a click. */
  follows: boolean
  /** The panel stands below the row instead of beside the table. */
  inside: boolean
  onActive: (id: string | null) => void
}

/** Conflicts that nobody settled, in a line each, with the AI systems that the facts are about. */
function OpenConflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const open = conflicts.filter((one) => one.open)
  if (open.length === 0) return null
  return (
    <ul className={styles.conflicts}>
      {open.map((one) => (
        <li key={one.rule_id} className={styles.conflict} data-truth={one.truth}>
          <IconAlertTriangle size={14} stroke={1.75} />
          <span>
            {conflictReason(one)} <b>{systemsIn(one)}</b>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Nothing there takes the pointer for itself. */
const onEmptySpot = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, a, input, textarea') === null

/** One row of the statement, edited where it stands. */
export function StatementRowLine({ row, conflicts, guidance, active, follows, inside, onActive }: Props) {
  const editing = useEditing()
  const editable = editing.may(row)
  const own = conflicts.filter(({ row_id }) => row_id === row.id)
  const unfolded = active && inside
  // Below each other there is room to say that something is not known.
  const place = useNarrow() ? 'fact' : 'cell'
  return (
    <>
      <tr
        className={styles.row}
        data-active={active}
        onFocus={follows ? () => onActive(row.id) : undefined}
        onPointerDown={follows ? () => onActive(row.id) : undefined}
        onPointerUp={follows ? undefined : (event) => onEmptySpot(event.target) && onActive(row.id)}
      >
        <th scope="row" className={styles.control}>
          <button
            type="button"
            className={`${styles.name} ${row.reference && !follows ? styles.hanging : ''}`}
            data-row-link={row.id}
            aria-expanded={inside ? unfolded : undefined}
            onClick={() => onActive(row.id)}
          >
            {row.reference ? <span className={styles.number}>{row.reference} </span> : null}
            <span>{row.title}</span>
          </button>
        </th>
        <td data-label={t('soa.column.decision')}>
          <DecisionCell row={row} />
        </td>
        <td data-label={t('soa.column.justification')}>
          <JustificationCell row={row} />
          <OpenConflicts conflicts={own} />
        </td>
        <td data-label={t('soa.column.origins')}>
          <OriginsCell row={row} />
        </td>
        <td data-label={t('soa.column.controls')}>
          <ControlsCell row={row} />
        </td>
        <td data-label={t('soa.column.status')} data-unknown={row.status === null}>
          <InlineField
            register={soaRow}
            field="status"
            declared={soaRow.fields.status}
            value={row.status}
            editable={editable}
            place={place}
            onSave={(status) => void editing.change(row, { status: status as StatementRow['status'] })}
          />
        </td>
        <td data-label={t('soa.column.owner')} data-unknown={row.owner_id === null}>
          {owner ? (
            <InlineField
              register={soaRow}
              field="owner_id"
              declared={owner}
              value={row.owner_id}
              editable={editable}
              place={place}
              onSave={(id) => void editing.change(row, { owner_id: id as string | null })}
            />
          ) : null}
        </td>
      </tr>
      {unfolded ? (
        <tr className={styles.unfolded}>
          <td colSpan={7}>
            <RowPanel row={row} guidance={guidance} conflicts={conflicts} />
          </td>
        </tr>
      ) : null}
    </>
  )
}
