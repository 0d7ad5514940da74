import { type FormEvent, useState } from 'react'
import { Button } from '../../../../web/ui/button.tsx'
import { FieldShell, TextArea } from '../../../../web/ui/field/input.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../../web/ui/overlay/dialog.tsx'
import type { StatementRow } from '../../statement.ts'
import styles from '../dialog.module.css'
import { useEditing } from '../editing.ts'
import { ConflictCard } from '../fact/conflict-card.tsx'
import type { Conflict, Guidance } from '../queries.ts'
import { t } from '../texts.ts'

interface Props {
  row: StatementRow
  guidance: Guidance | undefined
  conflicts: readonly Conflict[]
  onClose: () => void
}

/** Asks why a control does not apply, with everything that speaks against leaving it out beside the question. */
export function ExcludeDialog({ row, guidance, conflicts, onClose }: Props) {
  const editing = useEditing()
  const [words, setWords] = useState(row.applicable === null ? (row.justification ?? '') : '')
  const title = `${row.reference ?? ''} ${row.title}`.trim()
  const decide = (event: FormEvent) => {
    event.preventDefault()
    void editing.change(row, { applicable: false, justification: words.trim() })
    onClose()
  }
  return (
    <Dialog title={t('soa.exclude.title', { title })} onClose={onClose} shape="wide">
      <form className={styles.form} onSubmit={decide}>
        <DialogBody>
          <div className={styles.stack}>
            {guidance ? (
              <div>
                <h3 className={styles.small}>{t('soa.exclude.note')}</h3>
                <p>{guidance.exclusion_note}</p>
              </div>
            ) : null}
            {conflicts.length > 0 ? (
              <div className={styles.cards}>
                <h3 className={styles.small}>{t('soa.exclude.against')}</h3>
                {conflicts.map((one) => (
                  <ConflictCard key={one.rule_id} row={row} conflict={one} />
                ))}
              </div>
            ) : null}
            <FieldShell label={t('soa.exclude.reason')} required help={t('soa.exclude.help')}>
              {(input) => (
                <TextArea
                  {...input}
                  rows={3}
                  maxLength={4000}
                  value={words}
                  onChange={(event) => setWords(event.target.value)}
                />
              )}
            </FieldShell>
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{t('soa.row.cancel')}</Button>
          <Button type="submit" look="primary" disabled={words.trim() === ''}>
            {t('soa.exclude.do')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
