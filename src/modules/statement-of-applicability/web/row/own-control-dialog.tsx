import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/client/call.ts'
import { useAttempt } from '../../../../web/ui/attempt.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { FieldShell, Input, TextArea } from '../../../../web/ui/field/input.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../../web/ui/overlay/dialog.tsx'
import styles from '../dialog.module.css'
import { refresh } from '../queries.ts'
import { t } from '../texts.ts'

interface Props {
  onAdded: (rowId: string) => void
  onClose: () => void
}

/** Adds a control of the organization's own to the statement, decided as applying when a reason is given. */
export function OwnControlDialog({ onAdded, onClose }: Props) {
  const attempt = useAttempt()
  const [reference, setReference] = useState('')
  const [title, setTitle] = useState('')
  const [reason, setReason] = useState('')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const words = reason.trim()
    await attempt.run(async () => {
      const { id } = await call('soa-row.create', {
        title: title.trim(),
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
        ...(words === '' ? {} : { applicable: true, justification: words }),
      })
      await refresh()
      onAdded(id)
    })
  }
  return (
    <Dialog title={t('soa.add_own')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void add(event)}>
        <DialogBody>
          <div className={styles.stack}>
            <p>{t('soa.own.about')}</p>
            <FieldShell label={t('soa.own.name')} required error={attempt.problem ?? undefined}>
              {(input) => (
                <Input
                  {...input}
                  maxLength={300}
                  value={title}
                  onChange={(event) => setTitle(event.target.value)}
                />
              )}
            </FieldShell>
            <FieldShell label={t('soa.column.reference')} help={t('soa.own.number_help')}>
              {(input) => (
                <Input
                  {...input}
                  maxLength={20}
                  value={reference}
                  onChange={(event) => setReference(event.target.value)}
                />
              )}
            </FieldShell>
            <FieldShell label={t('soa.own.reason')} help={t('soa.own.reason_help')}>
              {(input) => (
                <TextArea
                  {...input}
                  rows={3}
                  maxLength={4000}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </FieldShell>
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{t('soa.row.cancel')}</Button>
          <Button type="submit" look="primary" disabled={title.trim() === '' || attempt.busy}>
            {t('soa.add_own')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
