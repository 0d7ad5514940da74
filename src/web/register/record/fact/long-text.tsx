import { useState } from 'react'
import type { Field } from '../../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { inSentence, labelOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field/input.tsx'
import { useFocusBack } from '../../../ui/focus-back.ts'
import { commandKey, Kbd } from '../../../ui/mark/kbd.tsx'
import { isUnknown, Unknown } from '../../value/value.tsx'
import styles from './long-text.module.css'

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  editable: boolean
  onSave: (value: unknown) => void
}

/** What an edit began with: what others change meanwhile must meet as a conflict, not be lost. */
interface Edit {
  readonly typed: string
  readonly text: string
  readonly onSave: Props['onSave']
}

/** Several paragraphs, read like a document and written where they stand. */
export function LongText({ register, field, declared, value, editable, onSave }: Props) {
  const [edit, setEdit] = useState<Edit | null>(null)
  const name = labelOf(register, field)
  const text = isUnknown(value) ? '' : String(value)
  const [button, giveBack] = useFocusBack<HTMLButtonElement>()
  const close = () => {
    setEdit(null)
    giveBack()
  }
  const save = () => {
    if (edit === null) return
    const words = edit.typed.trim()
    close()
    if (words !== edit.text) edit.onSave(words === '' ? null : words)
  }
  if (edit !== null)
    return (
      <div className={styles.editor}>
        <TextArea
          aria-label={name}
          rows={5}
          maxLength={declared.max}
          ref={(input) => {
            if (input && document.activeElement !== input && edit.typed === edit.text) input.focus()
          }}
          value={edit.typed}
          onChange={(event) => setEdit({ ...edit, typed: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation()
              close()
            } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
          }}
        />
        <div className={styles.buttons}>
          <Button look="primary" onClick={save}>
            {t('edit.save')}
          </Button>
          <Kbd>{`${commandKey} ↵`}</Kbd>
          <Button look="quiet" onClick={close}>
            {t('dialog.cancel')}
          </Button>
          <Kbd>Esc</Kbd>
        </div>
      </div>
    )
  const look = `${styles.shown} ${text === '' ? styles.empty : ''}`
  if (!editable)
    return (
      <p className={look}>
        {text === '' ? <Unknown register={register} field={field} declared={declared} /> : text}
      </p>
    )
  const shown = text === '' ? t('edit.add_text', { name: inSentence(name) }) : text
  return (
    <button
      type="button"
      ref={button}
      className={look}
      aria-label={text === '' ? shown : t('edit.cell', { name, value: text })}
      onClick={() => setEdit({ typed: text, text, onSave })}
    >
      {shown}
    </button>
  )
}
