import { useState } from 'react'
import { LongTextField } from '../../../../web/ui/field/text-field.tsx'
import { FormDialog } from '../../../../web/ui/overlay/form-dialog.tsx'
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
  const decide = () => {
    void editing.change(row, { applicable: false, justification: words.trim() })
    onClose()
  }
  return (
    <FormDialog
      title={t('soa.exclude.title', { title })}
      onClose={onClose}
      onSend={decide}
      action={t('soa.exclude.do')}
      shape="wide"
      disabled={words.trim() === ''}
    >
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
      <LongTextField
        label={t('soa.exclude.reason')}
        marked
        help={t('soa.exclude.help')}
        required
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
    </FormDialog>
  )
}
