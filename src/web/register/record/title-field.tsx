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
  const [typed, setTyped] = useState<string | null>(null)
  const save = () => {
    const words = typed?.replaceAll(/\s+/g, ' ').trim() ?? ''
    setTyped(null)
    if (words !== '' && words !== title) void revise(register, record, { [register.title]: words })
  }
  if (!editable) return <p className={styles.title}>{title}</p>
  if (typed === null)
    return (
      <button
        type="button"
        className={styles.title}
        aria-label={t('edit.cell', { name, value: title })}
        onClick={() => setTyped(title)}
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
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          save()
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          setTyped(null)
        }
      }}
    />
  )
}
