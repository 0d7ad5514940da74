import { useState } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { inSentence, labelOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/input.tsx'
import { commandKey, Kbd } from '../../ui/kbd.tsx'
import { isUnknown } from '../value/value.tsx'
import styles from './long-text.module.css'

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  editable: boolean
  onSave: (value: unknown) => void
}

/** Several paragraphs, read like a document and written where they stand. */
export function LongText({ register, field, declared, value, editable, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const name = labelOf(register, field)
  const text = isUnknown(value) ? '' : String(value)
  const save = () => {
    const words = typed?.trim() ?? ''
    setTyped(null)
    if (words !== text) onSave(words === '' ? null : words)
  }
  if (typed !== null)
    return (
      <div className={styles.editor}>
        <TextArea
          aria-label={name}
          rows={5}
          maxLength={declared.max}
          ref={(input) => {
            if (input && document.activeElement !== input && typed === text) input.focus()
          }}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation()
              setTyped(null)
            } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
          }}
        />
        <div className={styles.buttons}>
          <Button look="primary" onClick={save}>
            {t('edit.save')}
          </Button>
          <Button look="quiet" onClick={() => setTyped(null)}>
            {t('dialog.cancel')} <Kbd>Esc</Kbd>
          </Button>
          <Kbd>{`${commandKey} ↵`}</Kbd>
        </div>
      </div>
    )
  const shown =
    text === '' ? t(editable ? 'edit.add_text' : 'value.unknown', { name: inSentence(name) }) : text
  const look = `${styles.shown} ${text === '' ? styles.empty : ''}`
  if (!editable) return <p className={look}>{shown}</p>
  return (
    <button
      type="button"
      className={look}
      aria-label={text === '' ? shown : t('edit.cell', { name, value: text })}
      onClick={() => setTyped(text)}
    >
      {shown}
    </button>
  )
}
