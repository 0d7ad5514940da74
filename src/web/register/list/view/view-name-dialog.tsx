import { type FormEvent, useState } from 'react'
import { t } from '../../../messages/message.ts'
import { useAttempt } from '../../../ui/attempt.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field/text-field.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../ui/overlay/dialog.tsx'

/** Asks for the name of a view; what the server refuses is said where it was typed. */
export function ViewNameDialog({
  title,
  before = '',
  onName,
  onClose,
}: {
  title: string
  before?: string
  onName: (name: string) => Promise<void>
  onClose: () => void
}) {
  const [name, setName] = useState(before)
  const attempt = useAttempt()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && (await attempt.run(() => onName(name.trim())))) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void send(event)}>
        <DialogBody>
          <TextField
            label={t('view.name')}
            help={t('view.help')}
            error={attempt.problem ?? undefined}
            required
            maxLength={60}
            value={name}
            onChange={setName}
          />
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" disabled={attempt.busy}>
            {title}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
