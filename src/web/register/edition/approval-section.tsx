import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SectionProps } from '../../app/web-module.ts'
import { capital } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { usePermitted } from '../record/decision/permitted.ts'
import { RecordPart } from '../record/record-part.tsx'
import { recordQuery } from '../record/record-query.ts'
import styles from './approval-section.module.css'
import { ApproveEdition } from './approve-edition.tsx'
import { t } from './text.ts'

const states = ['draft', 'in_review', 'approved', 'superseded'] as const

/** Where the approval of an edition stands, and the way to sign it for those who may. */
export function Section({ register, recordId: id }: SectionProps) {
  const [open, setOpen] = useState(false)
  const record = useQuery(recordQuery(register, id, undefined)).data?.record
  const { may, barredBecause } = usePermitted(register, record, 'approve')
  const state = states.find((one) => one === record?.state)
  if (!record || !state) return null
  return (
    <RecordPart title={t('edition.approval')}>
      <p className={styles.lead}>{t(`edition.${state}`)}</p>
      {barredBecause ? <p className={styles.lead}>{capital(barredBecause)}</p> : null}
      {may ? (
        <Button look="primary" onClick={() => setOpen(true)}>
          {t('edition.approve')}
        </Button>
      ) : null}
      {open ? (
        <ApproveEdition
          register={register.name}
          id={id}
          title={String(record[register.title])}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </RecordPart>
  )
}
