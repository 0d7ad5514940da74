import type { Problem } from '../client/problem.ts'
import { TextField } from '../ui/field/text-field.tsx'
import styles from './sign-dialog.module.css'
import { t } from './text.ts'

/** The password, and the code of whoever has a second factor: it is still the person who signed in. */
export function Proof({
  password,
  code,
  problem,
  onPassword,
  onCode,
}: {
  password: string
  code: string
  problem: Problem | null
  onPassword: (password: string) => void
  onCode: (code: string) => void
}) {
  return (
    <div className={styles.pair}>
      <TextField
        label={t('signing.password')}
        marked
        help={t('signing.password_help')}
        error={problem?.issueAt('signature.password')}
        required
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={onPassword}
      />
      <TextField
        label={t('signing.code')}
        help={t('signing.code_help')}
        error={problem?.issueAt('signature.second_factor_code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={onCode}
      />
    </div>
  )
}
