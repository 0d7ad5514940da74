import { useState } from 'react'
import { giveSecondFactor } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { TextField } from '../ui/field/text-field.tsx'
import { Entrance, EntranceForm } from './entrance.tsx'

/** Asks for the code that stands between the right password and a session. */
export function SecondFactorQuestion({ onProven }: { onProven: () => Promise<void> }) {
  const [code, setCode] = useState('')
  return (
    <Entrance title={t('sign_in.code.title')} lead={t('sign_in.code.about')}>
      <EntranceForm
        action={t('sign_in.do')}
        onSend={async () => {
          await giveSecondFactor(code.trim())
          await onProven()
        }}
      >
        <TextField
          label={t('sign_in.code')}
          autoComplete="one-time-code"
          required
          value={code}
          onChange={setCode}
        />
      </EntranceForm>
    </Entrance>
  )
}
