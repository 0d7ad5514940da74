import { type FormEvent, type ReactNode, useState } from 'react'
import { detailOf, Problem } from '../client/problem.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/dialog.tsx'
import { FieldShell, Input } from '../ui/input.tsx'
import styles from './sign-dialog.module.css'
import { t } from './text.ts'

/** What a person gives to sign, as every signed operation takes it. */
export interface GivenSignature {
  readonly statement: string
  readonly password: string
  readonly second_factor_code?: string | undefined
}

interface Props {
  title: string
  /** The words as the server states them; undefined while they are read. */
  statement: string | undefined
  /** Why it cannot be signed now; empty when it can. */
  obstacles: readonly ReactNode[]
  /** What may be signed knowingly. */
  notices?: readonly ReactNode[]
  onSign: (given: GivenSignature) => Promise<void>
  onClose: () => void
  /** The words moved on while the dialog was open: they are to be read again. */
  onStale: () => void
}

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem({ kind: 'unexpected', status: 0, detail: detailOf(error) })

function Points({
  title,
  points,
  look,
}: {
  title: string
  points: readonly ReactNode[]
  look: 'against' | 'beside'
}) {
  if (points.length === 0) return null
  return (
    <section className={styles[look]}>
      <h3 className={styles.small}>{title}</h3>
      <ul>
        {points.map((point, index) => (
          <li key={typeof point === 'string' ? point : index}>{point}</li>
        ))}
      </ul>
    </section>
  )
}

/** Shows exactly what is signed, and what stands in the way; asks again who signs. */
export function SignDialog({ title, statement, obstacles, notices = [], onSign, onClose, onStale }: Props) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  const free = obstacles.length === 0
  const sign = async (event: FormEvent) => {
    event.preventDefault()
    if (statement === undefined) return
    setSending(true)
    setProblem(null)
    const second = code.trim() === '' ? {} : { second_factor_code: code.trim() }
    try {
      await onSign({ statement, password, ...second })
      onClose()
    } catch (error) {
      const kept = asProblem(error)
      setSending(false)
      setPassword('')
      setProblem(kept)
      if (kept.kind === 'conflict' || kept.kind === 'version-conflict') onStale()
    }
  }
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      <form className={styles.form} onSubmit={(event) => void sign(event)}>
        <DialogBody>
          <div className={styles.signing}>
            <Points title={t('signing.against')} points={obstacles} look="against" />
            <section aria-busy={statement === undefined}>
              <h3 className={styles.small}>{t('signing.statement')}</h3>
              <p className={styles.statement}>{statement ?? t('signing.reading')}</p>
            </section>
            <Points title={t('signing.beside')} points={notices} look="beside" />
            {free ? (
              <div className={styles.pair}>
                <FieldShell
                  label={t('signing.password')}
                  required
                  help={t('signing.password_help')}
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
                  label={t('signing.code')}
                  help={t('signing.code_help')}
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
            ) : null}
            {problem ? (
              <p className={styles.problem} role="alert">
                {problem.message}
              </p>
            ) : null}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{free ? t('signing.cancel') : t('signing.close')}</Button>
          {free ? (
            <Button
              type="submit"
              look="primary"
              disabled={sending || statement === undefined || password === ''}
            >
              {t('signing.sign')}
            </Button>
          ) : null}
        </DialogFoot>
      </form>
    </Dialog>
  )
}
