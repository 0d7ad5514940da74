import { useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { labelOf } from '../../messages/words.ts'
import { revise } from '../edit/revise.ts'
import type { WholeRecord } from '../row.ts'
import styles from './title-field.module.css'

/** What the record is called, at the head of its document. */
export function TitleField({
  register,
  record,
  editable,
}: {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
}) {
  const title = String(record[register.title] ?? '')
  const name = labelOf(register, register.title)
  // The record as it was when typing began: what others change meanwhile must meet as a conflict, not be lost.
  const [edit, setEdit] = useState<{ readonly typed: string; readonly from: WholeRecord } | null>(null)
  const save = () => {
    if (edit === null) return
    const words = edit.typed.replaceAll(/\s+/g, ' ').trim()
    setEdit(null)
    if (words !== '' && words !== edit.from[register.title])
      void revise(register, edit.from, { [register.title]: words })
  }
  if (!editable) return <p className={styles.title}>{title}</p>
  if (edit === null)
    return (
      <button
        type="button"
        className={styles.title}
        aria-label={t('edit.cell', { name, value: title })}
        onClick={() => setEdit({ typed: title, from: record })}
      >
        {title}
      </button>
    )
  return (
    <textarea
      className={styles.title}
      aria-label={name}
      rows={1}
      maxLength={register.fields[register.title]?.max}
      ref={(input) => input?.focus()}
      value={edit.typed}
      onChange={(event) => setEdit({ ...edit, typed: event.target.value })}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          save()
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          setEdit(null)
        }
      }}
    />
  )
}
