import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '../../client/call.ts'
import { detailOf, Problem } from '../../client/problem.ts'
import { formatDate } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { settle } from '../../register/edit/patch.ts'
import { Button } from '../../ui/button.tsx'
import { LongTextField } from '../../ui/field/text-field.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { causeText } from './cause.ts'
import styles from './complete-dialog.module.css'
import type { WorkItem } from './work-item.ts'
import { readAgain, settled } from './work-query.ts'

type Outcome = WorkItem['outcomes'][number]

/** Asks what came of a duty; that nothing changed is an outcome too, and needs a reason. */
export function CompleteDialog({ item, onClose }: { item: WorkItem; onClose: () => void }) {
  const client = useQueryClient()
  const form = useId()
  const [outcome, setOutcome] = useState<Outcome>(item.outcomes[0] ?? 'no_change')
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const needsNote = outcome === 'no_change'

  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSending(true)
    setProblem(null)
    try {
      const { next } = await call('obligation.complete', {
        id: item.id,
        expected_version: item.version,
        outcome,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })
      settled(client, item.id)
      settle(client, 'obligation', item.id)
      const { title } = item
      notify({
        text: next
          ? t('work.completed_next', { title, date: formatDate(next.due_on) })
          : t('work.completed', { title }),
      })
      onClose()
    } catch (error) {
      setSending(false)
      if (!(error instanceof Problem && error.kind === 'version-conflict')) return setProblem(detailOf(error))
      readAgain(client)
      notify({ text: t('work.moved_on'), tone: 'critical' })
      onClose()
    }
  }

  return (
    <Dialog title={t('work.complete.title', { title: item.title })} onClose={onClose}>
      <DialogBody>
        <form id={form} className={styles.form} onSubmit={(event) => void send(event)}>
          <p className={styles.why}>
            {item.subject ? `${t('work.complete.about', { subject: item.subject.title })}. ` : ''}
            {causeText(item)}
          </p>
          {item.outcomes.includes('done') ? null : <p className={styles.why}>{t('work.done_on_record')}</p>}
          <fieldset className={styles.outcomes}>
            <legend className={styles.legend}>{t('work.outcome')}</legend>
            {item.outcomes.map((one) => (
              <label key={one} className={styles.outcome}>
                <input
                  type="radio"
                  name="outcome"
                  value={one}
                  checked={outcome === one}
                  onChange={() => setOutcome(one)}
                />
                <span className={styles.word}>{t(`work.outcome.${one}`)}</span>
                <span className={styles.about}>{t(`work.outcome.${one}.about`)}</span>
              </label>
            ))}
          </fieldset>
          <LongTextField
            label={t(needsNote ? 'work.note.why' : 'work.note')}
            marked={needsNote}
            help={t(needsNote ? 'work.note.why_help' : 'work.note.help')}
            rows={3}
            maxLength={4000}
            required={needsNote}
            value={note}
            onChange={setNote}
          />
          <ProblemNote text={problem} />
        </form>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button
          type="submit"
          form={form}
          look="primary"
          disabled={sending || (needsNote && note.trim() === '')}
        >
          {t('work.do.obligation.complete')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
