import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../../web/client/call.ts'
import { useRecordOptions } from '../../../../web/register/edit/option-source.ts'
import { OptionList } from '../../../../web/ui/field/option-list.tsx'
import { Popover } from '../../../../web/ui/overlay/popover.tsx'
import { controlName, controlWords, ratingWords } from '../../export/statement-lines.ts'
import { isUnsupported } from '../../standing.ts'
import type { StatementRow } from '../../statement.ts'
import { attempt, useEditing } from '../editing.ts'
import { t } from '../texts.ts'
import styles from './row.module.css'

type Linked = StatementRow['controls'][number]

function Rating({ control }: { control: Linked }) {
  const words = ratingWords(control)
  if (words === null) return null
  return (
    <span className={styles.rating} title={words}>
      <span aria-hidden="true">{control.operating_rating}/4</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}

function ControlPicker({
  controls,
  chosen,
  onChoose,
}: {
  controls: readonly Linked[]
  chosen: readonly string[]
  onChoose: (ids: readonly string[]) => void
}) {
  const [words, setWords] = useState('')
  const { options, busy } = useRecordOptions('control', words)
  const linked = controls.map((one) => ({ value: one.id, label: controlName(one) }))
  const first = words === '' ? linked : []
  const shown = [...first, ...options.filter(({ value }) => !first.some((one) => one.value === value))]
  const toggle = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <OptionList
      multiple
      label={t('soa.row.controls.add')}
      options={shown}
      selected={chosen}
      onSearch={setWords}
      busy={busy}
      onPick={toggle}
    />
  )
}

function addLook(row: StatementRow): string {
  if (row.controls.length > 0) return `${styles.add} ${styles.more}`
  return (isUnsupported(row) ? styles.addMissing : styles.add) ?? ''
}

/** The organization's controls that carry out a row; what is ticked is taken when the picker closes. */
export function ControlsCell({ row }: { row: StatementRow }) {
  const editing = useEditing()
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const ids = row.controls.map(({ id }) => id)
  const close = () => {
    const next = chosen ?? ids
    setChosen(null)
    if (next.length === ids.length && next.every((id) => ids.includes(id))) return
    void attempt(() => call('soa-row.set-controls', { id: row.id, control_ids: [...next] }))
  }
  const value = row.controls.map(controlWords).join(', ')
  return (
    <ul className={styles.items}>
      {row.controls.map((one) => (
        <li key={one.id} className={styles.item}>
          <Link
            to="/$plural/$id"
            params={{ plural: 'controls', id: one.id }}
            className={`${styles.target} ${styles.link}`}
            title={controlWords(one)}
          >
            {controlWords(one)}
          </Link>
          <Rating control={one} />
        </li>
      ))}
      {editing.may(row) && (row.applicable !== false || row.controls.length > 0) ? (
        <li>
          <Popover
            opened={chosen !== null}
            onClose={close}
            label={t('soa.column.controls')}
            anchor={
              <button
                type="button"
                className={addLook(row)}
                aria-haspopup="listbox"
                aria-expanded={chosen !== null}
                aria-label={value === '' ? undefined : t('soa.row.controls', { title: row.title, value })}
                onClick={() => (chosen === null ? setChosen(ids) : close())}
              >
                <IconPlus size={12} stroke={2} />
                {row.controls.length === 0 ? t('soa.row.controls.add') : null}
              </button>
            }
          >
            <ControlPicker controls={row.controls} chosen={chosen ?? ids} onChoose={setChosen} />
          </Popover>
        </li>
      ) : null}
    </ul>
  )
}
