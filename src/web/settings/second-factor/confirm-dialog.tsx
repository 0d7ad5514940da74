import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../ui/attempt.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { confirmSecondFactor, type Enrolment } from '../account/account-call.ts'
import { SecretLine } from '../secret-line.tsx'
import shared from '../settings.module.css'
import { say } from '../text.ts'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import styles from './second-factor.module.css'

/** The key, the recovery codes and the first code, which turns the second factor on. */
export function ConfirmDialog({
  enrolment,
  onDone,
  onClose,
}: {
  enrolment: Enrolment
  onDone: () => void
  onClose: () => void
}) {
  const [code, setCode] = useState('')
  const [kept, setKept] = useState(false)
  const attempt = useAttempt()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt
      .run(async () => {
        await confirmSecondFactor(code.trim())
      })
      .then((done) => done && onDone())
  }
  return (
    <Dialog title={say('factor.dialog')} shape="wide" onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.columns}>
            <div className={styles.part}>
              <p>{say('factor.scan')}</p>
              <div className={styles.code}>
                <QrCode text={enrolment.uri} label={say('factor.qr')} size={200} />
              </div>
              <SecretLine label={say('factor.secret')} text={enrolment.secret} typed />
            </div>
            <div className={styles.part}>
              <h3>{say('factor.codes')}</h3>
              <RecoveryCodes codes={enrolment.recovery_codes} />
            </div>
          </div>
          <div className={styles.confirm}>
            <label className={shared.check}>
              <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
              {say('factor.kept')}
            </label>
            <TextField
              label={say('factor.code')}
              error={attempt.problem ?? undefined}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              required
              value={code}
              onChange={setCode}
            />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{say('settings.cancel')}</Button>
          <Button look="primary" type="submit" disabled={attempt.busy || !kept}>
            {say('factor.confirm')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
