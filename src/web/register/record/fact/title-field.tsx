import { type ReactNode, type RefCallback, useId, useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { labelOf, titledOf } from '../../../messages/words.ts'
import { tellCut } from '../../../ui/field/tell-cut.ts'
import { useFocusBack } from '../../../ui/focus-back.ts'
import { revise } from '../../edit/revise.ts'
import type { WholeRecord } from '../../row.ts'
import styles from './title-field.module.css'

interface Props {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
  state: ReactNode
  /** Stands beside the state: what is missing for what comes next. */
  beside?: ReactNode
  /** Watches whether the heading is in sight. */
  heading: RefCallback<HTMLElement>
}

/** What the record is called and where it stands, at the head of its document. */
export function TitleField(props: Props) {
  return (
    <div className={styles.head} ref={props.heading}>
      <Heading {...props} />
      {props.state ? (
        <div className={styles.state}>
          {props.state}
          {props.beside}
        </div>
      ) : null}
    </div>
  )
}

function Heading({ register, record, editable }: Props) {
  const shown = useId()
  const title = String(record[register.title] ?? '')
  const words = titledOf(register, title)
  const name = labelOf(register, register.title)
  // The record as it was when typing began: what others change meanwhile must meet as a conflict, not be lost.
  const [edit, setEdit] = useState<{ readonly typed: string; readonly from: WholeRecord } | null>(null)
  const [button, giveBack] = useFocusBack<HTMLButtonElement>()
  const close = () => {
    setEdit(null)
    giveBack()
  }
  const save = () => {
    if (edit === null) return
    const typed = edit.typed.replaceAll(/\s+/g, ' ').trim()
    close()
    if (typed !== '' && typed !== edit.from[register.title])
      void revise(register, edit.from, { [register.title]: typed })
  }
  if (!editable)
    return (
      <h1 className={styles.title} tabIndex={-1}>
        {words}
      </h1>
    )
  if (edit === null)
    return (
      <h1 tabIndex={-1} aria-labelledby={shown}>
        <button
          type="button"
          ref={button}
          className={styles.title}
          aria-label={t('edit.cell', { name, value: title })}
          onClick={() => setEdit({ typed: title, from: record })}
        >
          <span id={shown}>{words}</span>
        </button>
      </h1>
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
      onPaste={tellCut}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          save()
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          close()
        }
      }}
    />
  )
}
