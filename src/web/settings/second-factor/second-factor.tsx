import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { detailOf } from '../../client/problem.ts'
import { formatNumber } from '../../messages/format.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import {
  type Enrolment,
  enrolSecondFactor,
  removeSecondFactor,
  secondFactorQuery,
  sessionsQuery,
} from '../account/account-call.ts'
import { AskDialog } from '../ask-dialog.tsx'
import shared from '../settings.module.css'
import { say, sayCount } from '../text.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { NewCodesDialog } from './new-codes-dialog.tsx'
import { ProveDialog } from './prove-dialog.tsx'
import styles from './second-factor.module.css'

type Step = 'prove' | 'remove' | 'renew' | Enrolment | null

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
  const left = state.data?.recovery_codes_left ?? 0
  return (
    <section className={shared.section} aria-labelledby="factor">
      <div className={shared.head}>
        <h2 id="factor" className={shared.heading}>
          {say('factor.title')}
        </h2>
        {state.data ? (
          <div className={styles.actions}>
            {state.data.enabled ? (
              <Button onClick={() => setStep('renew')}>{say('factor.renew')}</Button>
            ) : null}
            <Button onClick={() => setStep(state.data.enabled ? 'remove' : 'prove')}>
              {say(state.data.enabled ? 'factor.remove' : 'factor.set_up')}
            </Button>
          </div>
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
      {state.data?.enabled ? (
        <p className={shared.about}>{sayCount('factor.codes_left', left, formatNumber(left))}</p>
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
        <ProveDialog
          title={say('factor.remove_title')}
          about={say('factor.remove_about')}
          action={say('factor.remove')}
          danger
          onClose={close}
          onDo={async (password, code) => {
            await removeSecondFactor(password, code)
            close()
            void refresh()
            notify({ text: say('factor.removed') })
          }}
        />
      ) : step === 'renew' ? (
        <NewCodesDialog onClose={close} onMade={() => void refresh()} />
      ) : step === null ? null : (
        <ConfirmDialog
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
