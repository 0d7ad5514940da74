import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../../../../web/ui/button.tsx'
import { inputClass } from '../../../../web/ui/field/input.tsx'
import type { StatementRow } from '../../statement.ts'
import { useEditing } from '../editing.ts'
import { t } from '../texts.ts'
import styles from './row.module.css'

function invitation({ applicable }: StatementRow): string {
  if (applicable === null) return t('soa.row.justify.add')
  return t(applicable ? 'soa.row.justify.add_included' : 'soa.row.justify.add_excluded')
}

function Editor(props: { row: StatementRow; onClose: () => void }) {
  const editing = useEditing()
  const { onClose } = props
  // As they were when writing began: what others change meanwhile must meet as a conflict, not be lost.
  const [{ row, change }] = useState({ row: props.row, change: editing.change })
  const [words, setWords] = useState(row.justification ?? '')
  const save = () => {
    const justification = words.trim() === '' ? null : words.trim()
    if (justification !== row.justification) void change(row, { justification })
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
    }
  }
  return (
    <div className={styles.editor}>
      <textarea
        className={inputClass}
        aria-label={t('soa.row.justify', { title: row.title })}
        ref={(input) => input?.focus()}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.editorFoot}>
        <Button look="quiet" onClick={onClose}>
          {t('soa.row.cancel')}
        </Button>
        <Button look="primary" onClick={save}>
          {t('soa.row.save')}
        </Button>
      </div>
    </div>
  )
}

/** Why a control is included or left out, written where it stands. */
export function JustificationCell({ row }: { row: StatementRow }) {
  const editing = useEditing()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
  }
  if (!editing.may(row)) return <p className={styles.words}>{row.justification}</p>
  if (open) return <Editor row={row} onClose={close} />
  return (
    <button ref={button} type="button" className={styles.pick} onClick={() => setOpen(true)}>
      <span className="sr-only">{t('soa.row.justify', { title: row.title })} </span>
      {row.justification ? (
        <span className={styles.words}>{row.justification}</span>
      ) : (
        <span className={row.applicable === null ? styles.hint : styles.missing}>{invitation(row)}</span>
      )}
    </button>
  )
}
