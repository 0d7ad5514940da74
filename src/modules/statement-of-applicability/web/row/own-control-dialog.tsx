import { useState } from 'react'
import { call } from '../../../../web/client/call.ts'
import { useAttempt } from '../../../../web/ui/attempt.ts'
import { LongTextField, TextField } from '../../../../web/ui/field/text-field.tsx'
import { FormDialog } from '../../../../web/ui/overlay/form-dialog.tsx'
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
  const add = () => {
    const words = reason.trim()
    void attempt.run(async () => {
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
    <FormDialog
      title={t('soa.add_own')}
      onClose={onClose}
      onSend={add}
      attempt={attempt}
      action={t('soa.add_own')}
      disabled={title.trim() === ''}
    >
      <p>{t('soa.own.about')}</p>
      <TextField
        label={t('soa.own.name')}
        marked
        required
        maxLength={300}
        value={title}
        onChange={setTitle}
      />
      <TextField
        label={t('soa.column.reference')}
        help={t('soa.own.number_help')}
        maxLength={20}
        value={reference}
        onChange={setReference}
      />
      <LongTextField
        label={t('soa.own.reason')}
        help={t('soa.own.reason_help')}
        rows={3}
        maxLength={4000}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  )
}
