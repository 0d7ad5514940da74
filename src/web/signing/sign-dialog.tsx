import { type FormEvent, type ReactNode, useState } from 'react'
import { asProblem, type Problem } from '../client/problem.ts'
import { Button } from '../ui/button.tsx'
import { LongTextField } from '../ui/field/text-field.tsx'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/overlay/dialog.tsx'
import { Points } from './points.tsx'
import { Proof } from './proof.tsx'
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
  /** Of the record that is decided about. */
  version?: number | undefined
  /** Why it cannot be signed now; empty when it can. */
  obstacles?: readonly ReactNode[] | undefined
  /** What may be signed knowingly. */
  notices?: readonly ReactNode[]
  /** What else the decision needs of the person; told what the server found wrong. */
  more?: (problem: Problem | null) => ReactNode
  /** Whether that is complete. */
  ready?: boolean
  /** Asks for a reason, which is kept with the decision. */
  reasoned?: boolean
  look?: 'primary' | 'danger'
  /** @param reason empty unless it was asked for */
  onSign: (signature: GivenSignature, reason: string) => Promise<void>
  onClose: () => void
  /** The words moved on while the dialog was open: they are to be read again. */
  onStale: () => void
}

/**
 * Shows exactly what is signed, on which version, and what stands in the way; asks for what the decision needs, and
 * again who signs. What was typed stays when the server refuses, but for the password.
 */
export function SignDialog({
  title,
  statement,
  version,
  obstacles = [],
  notices = [],
  more,
  ready = true,
  reasoned = false,
  look = 'primary',
  onSign,
  onClose,
  onStale,
}: Props) {
  const [reason, setReason] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  const free = obstacles.length === 0
  const complete = statement !== undefined && password !== '' && ready && (!reasoned || reason.trim() !== '')
  const sign = async (event: FormEvent) => {
    event.preventDefault()
    if (statement === undefined || !complete || sending) return
    setSending(true)
    setProblem(null)
    const second = code.trim() === '' ? {} : { second_factor_code: code.trim() }
    try {
      await onSign({ statement, password, ...second }, reason.trim())
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
      <form onSubmit={(event) => void sign(event)}>
        <DialogBody>
          <div className={styles.signing}>
            <Points title={t('signing.against')} points={obstacles} look="against" />
            <section aria-busy={statement === undefined}>
              <h3 className={styles.small}>
                {t('signing.statement')}{' '}
                {version === undefined ? null : (
                  <span className={styles.version}>{t('signing.version', { version })}</span>
                )}
              </h3>
              <p className={styles.statement}>{statement ?? t('signing.reading')}</p>
            </section>
            <Points title={t('signing.beside')} points={notices} look="beside" />
            {free ? (
              <>
                {more?.(problem)}
                {reasoned ? (
                  <LongTextField
                    label={t('signing.reason')}
                    marked
                    help={t('signing.reason_help')}
                    error={problem?.issueAt('reason')}
                    required
                    rows={2}
                    maxLength={4000}
                    value={reason}
                    onChange={setReason}
                  />
                ) : null}
                <Proof
                  password={password}
                  code={code}
                  problem={problem}
                  onPassword={setPassword}
                  onCode={setCode}
                />
              </>
            ) : null}
            <ProblemNote text={problem?.message} />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{free ? t('signing.cancel') : t('signing.close')}</Button>
          {free ? (
            <Button type="submit" look={look} disabled={sending || !complete}>
              {t('signing.sign')}
            </Button>
          ) : null}
        </DialogFoot>
      </form>
    </Dialog>
  )
}
