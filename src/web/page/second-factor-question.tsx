import { useState } from 'react'
import { giveSecondFactor } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { FieldShell, Input } from '../ui/field/input.tsx'
import { Entrance, EntranceForm } from './entrance.tsx'

/** Asks for the code that stands between the right password and a session. */
export function SecondFactorQuestion({ onProven }: { onProven: () => Promise<void> }) {
  const [code, setCode] = useState('')
  return (
    <Entrance title={t('sign_in.code.title')} lead={t('sign_in.code.about')}>
      <EntranceForm
        onSend={async () => {
          await giveSecondFactor(code.trim())
          await onProven()
        }}
      >
        {(sending) => (
          <>
            <FieldShell label={t('sign_in.code')}>
              {(input) => (
                <Input
                  {...input}
                  autoComplete="one-time-code"
                  required
                  value={code}
                  onChange={(event) => setCode(event.target.value)}
                />
              )}
            </FieldShell>
            <Button look="primary" large type="submit" disabled={sending}>
              {t('sign_in.do')}
            </Button>
          </>
        )}
      </EntranceForm>
    </Entrance>
  )
}
