import { type ReactNode, useState } from 'react'
import { detailOf, Problem } from '../../../web/client/problem.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../web/ui/dialog.tsx'
import { FieldShell, Input, TextArea } from '../../../web/ui/input.tsx'
import styles from './risk.module.css'
import { t } from './texts.ts'

/** What a person gives to sign. */
export interface Given {
  readonly reason: string
  readonly signature: {
    readonly statement: string
    readonly password: string
    readonly second_factor_code?: string
  }
}

interface Props {
  title: string
  /** What is signed, as the server states it; undefined while it is read. */
  said:
    | {
        readonly version: number
        readonly statement: string
        readonly refusals: readonly { readonly rule: string; readonly message: string }[]
      }
    | undefined
  /** Approvals of criteria need no reason beside their basis. */
  reasoned?: boolean
  /** What else the decision needs. */
  children?: ReactNode
  ready?: boolean
  onSign: (given: Given) => Promise<void>
  onClose: () => void
  /** The statement moved on: it is to be read again. */
  onStale: () => void
}

function Refusals({ refusals }: { refusals: readonly { readonly message: string }[] }) {
  return (
    <div className={styles.against} role="note">
      <strong>{t('sign.against')}</strong>
      <ul>
        {refusals.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </div>
  )
}

/** Shows exactly what is signed, on which version and with which consequences; asks for the reason and the password. */
export function SignDialog({
  title,
  said,
  reasoned = true,
  children,
  ready = true,
  onSign,
  onClose,
  onStale,
}: Props) {
  const [reason, setReason] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  const refused = said !== undefined && said.refusals.length > 0
  const send = async () => {
    if (!said) return
    setSending(true)
    setProblem(null)
    try {
      const second = code.trim() === '' ? {} : { second_factor_code: code.trim() }
      await onSign({ reason: reason.trim(), signature: { statement: said.statement, password, ...second } })
      onClose()
    } catch (error) {
      setSending(false)
      setPassword('')
      const kept =
        error instanceof Problem
          ? error
          : new Problem({ kind: 'unexpected', status: 0, detail: detailOf(error) })
      if (kept.kind === 'conflict' || kept.kind === 'version-conflict') onStale()
      setProblem(kept)
    }
  }
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      <DialogBody>
        <div className={styles.signing}>
          {said ? (
            <section aria-label={t('sign.statement')}>
              <h3 className={styles.small}>
                {t('sign.statement')}{' '}
                <span className={styles.muted}>{t('sign.version', { version: said.version })}</span>
              </h3>
              <p className={styles.statement}>{said.statement}</p>
            </section>
          ) : null}
          {refused ? <Refusals refusals={said.refusals} /> : null}
          {refused ? null : (
            <>
              {children}
              {reasoned ? (
                <FieldShell
                  label={t('sign.reason')}
                  required
                  help={t('sign.reason_help')}
                  error={problem?.issueAt('reason')}
                >
                  {(input) => (
                    <TextArea
                      {...input}
                      rows={2}
                      maxLength={4000}
                      value={reason}
                      onChange={(event) => setReason(event.target.value)}
                    />
                  )}
                </FieldShell>
              ) : null}
              <div className={styles.pair}>
                <FieldShell
                  label={t('sign.password')}
                  required
                  help={t('sign.password_help')}
                  error={problem?.issueAt('signature.password')}
                >
                  {(input) => (
                    <Input
                      {...input}
                      type="password"
                      autoComplete="current-password"
                      value={password}
                      onChange={(event) => setPassword(event.target.value)}
                    />
                  )}
                </FieldShell>
                <FieldShell
                  label={t('sign.code')}
                  help={t('sign.code_help')}
                  error={problem?.issueAt('signature.second_factor_code')}
                >
                  {(input) => (
                    <Input
                      {...input}
                      inputMode="numeric"
                      autoComplete="one-time-code"
                      value={code}
                      onChange={(event) => setCode(event.target.value)}
                    />
                  )}
                </FieldShell>
              </div>
            </>
          )}
          {problem ? (
            <p className={styles.problem} role="alert">
              {problem.message}
            </p>
          ) : null}
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('sign.cancel')}</Button>
        {refused ? null : (
          <Button
            look="primary"
            disabled={sending || !said || !ready || password === '' || (reasoned && reason.trim() === '')}
            onClick={() => void send()}
          >
            {t('sign.sign')}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  )
}
