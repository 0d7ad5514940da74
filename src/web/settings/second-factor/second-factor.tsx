import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { detailOf } from '../../client/problem.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import {
  confirmSecondFactor,
  type Enrolment,
  enrolSecondFactor,
  secondFactorQuery,
  sessionsQuery,
} from '../account/account-call.ts'
import { AskDialog } from '../ask-dialog.tsx'
import { copy, SecretLine } from '../secret-line.tsx'
import shared from '../settings.module.css'
import { say } from '../text.ts'
import { QrCode } from './qr-code.tsx'
import { RemoveSecondFactor } from './remove-second-factor.tsx'
import styles from './second-factor.module.css'

/** The key, the recovery codes and the first code, which turns the second factor on. */
function Confirm({
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
              <SecretLine label={say('factor.secret')} text={enrolment.secret} />
            </div>
            <div className={styles.part}>
              <h3>{say('factor.codes')}</h3>
              <p>{say('factor.codes_about')}</p>
              <ul className={styles.codes}>
                {enrolment.recovery_codes.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
              <div>
                <Button onClick={() => copy(enrolment.recovery_codes.join('\n'))}>
                  {say('factor.copy_codes')}
                </Button>
              </div>
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

type Step = 'prove' | 'remove' | Enrolment | null

/** Turns a person's second factor on and off. */
export function SecondFactor() {
  const client = useQueryClient()
  const state = useQuery(secondFactorQuery)
  const [step, setStep] = useState<Step>(null)
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
    await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  }
  const close = () => setStep(null)
  return (
    <section className={shared.section} aria-labelledby="factor">
      <div className={shared.head}>
        <h2 id="factor" className={shared.heading}>
          {say('factor.title')}
        </h2>
        {state.data ? (
          <Button onClick={() => setStep(state.data.enabled ? 'remove' : 'prove')}>
            {say(state.data.enabled ? 'factor.remove' : 'factor.set_up')}
          </Button>
        ) : null}
      </div>
      <ProblemNote text={state.error && detailOf(state.error)} />
      {state.data ? (
        <p className={shared.state}>
          <StateMark tone={state.data.enabled ? 'positive' : 'neutral'} sentence>
            {say(state.data.enabled ? 'factor.on' : 'factor.off')}
          </StateMark>
        </p>
      ) : null}
      {step === 'prove' ? (
        <AskDialog
          title={say('factor.dialog')}
          about={say('factor.prove')}
          asks="password"
          action={say('factor.continue')}
          onDo={async (password) => {
            const enrolment = await enrolSecondFactor(password)
            // After the dialog that asked has closed itself.
            setTimeout(() => setStep(enrolment))
          }}
          onClose={close}
        />
      ) : step === 'remove' ? (
        <RemoveSecondFactor
          onClose={close}
          onDone={() => {
            close()
            void refresh()
            notify({ text: say('factor.removed') })
          }}
        />
      ) : step === null ? null : (
        <Confirm
          enrolment={step}
          onClose={close}
          onDone={() => {
            close()
            void refresh()
            notify({ text: say('factor.done') })
          }}
        />
      )}
    </section>
  )
}
