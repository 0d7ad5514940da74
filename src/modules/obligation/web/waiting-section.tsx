import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { causeText, dueText } from '../../../web/page/my-work/cause.ts'
import { CompleteDialog } from '../../../web/page/my-work/complete-dialog.tsx'
import { workOnQuery } from '../../../web/page/my-work/work-query.ts'
import { Button } from '../../../web/ui/button.tsx'
import { completeObligation } from '../contract.ts'
import { t } from './texts.ts'
import styles from './waiting-section.module.css'

/** On the page of a duty that waits for the person: why it does, and the way to complete it, as in My work. */
export function Section({ recordId }: { recordId: string }) {
  const [open, setOpen] = useState(false)
  const item = useQuery(workOnQuery(recordId)).data
  if (!item?.operations.includes(completeObligation.name)) return null
  return (
    <section className={styles.part} aria-labelledby="waits">
      <div>
        <h2 id="waits" className={styles.heading}>
          {t('duty.waits')}
        </h2>
        <p className={styles.why}>
          <span className={styles.due} data-overdue={item.days_overdue > 0}>
            {dueText(item)}
          </span>
          {causeText(item)}
        </p>
      </div>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('duty.complete')}
      </Button>
      {open ? <CompleteDialog item={item} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}
