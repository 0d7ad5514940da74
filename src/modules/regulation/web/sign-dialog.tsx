import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { detailOf, Problem } from '../../../web/client/problem.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../web/ui/dialog.tsx'
import { FieldShell, Input, TextArea } from '../../../web/ui/input.tsx'
import { notify } from '../../../web/ui/toast.tsx'
import styles from './determination-page.module.css'
import { t } from './texts.ts'
import type { View } from './use-draft.ts'

interface Props {
  view: View
  verb: 'approve' | 'reject'
  onClose: () => void
  onSigned: () => void
}

/** Shows the statement exactly as it is signed, asks for each legal answer, and for proof of who signs. */
export function SignDialog({ view, verb, onClose, onSigned }: Props) {
  const decision = verb === 'approve' ? view.approval : view.rejection
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  if (!decision) return null
  const { id, version, title } = view.record
  const complete =
    password !== '' &&
    decision.reasons.every((one) => (answers[one.id] ?? '').trim() !== '') &&
    (verb === 'approve' || reason.trim() !== '')
  const send = async () => {
    setSending(true)
    setProblem(null)
    const input = {
      id,
      expected_version: version,
      sign_offs: decision.reasons.map((one) => ({ reason_id: one.id, answer: answers[one.id] ?? '' })),
      signature: {
        statement: decision.statement,
        password,
        ...(code.trim() === '' ? {} : { second_factor_code: code.trim() }),
      },
    }
    try {
      if (verb === 'approve') await call('determination.approve', input)
      else await call('determination.reject', { ...input, reason: reason.trim() })
      notify({ text: t('sign.done') })
      onSigned()
    } catch (error) {
      setSending(false)
      setProblem(
        error instanceof Problem
          ? error
          : new Problem({ kind: 'unexpected', status: 0, detail: detailOf(error) }),
      )
    }
  }
  return (
    <Dialog title={t(`sign.${verb}`, { title })} onClose={onClose} shape="wide">
      <DialogBody>
        <form
          id="sign"
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (complete && !sending) void send()
          }}
        >
          <section aria-label={t('sign.statement')}>
            <h3 className={styles.heading}>{t('sign.statement')}</h3>
            <p className={styles.statement}>{decision.statement}</p>
          </section>
          {decision.reasons.map((one) => (
            <FieldShell
              key={one.id}
              label={one.reason}
              help={t('sign.answer')}
              error={problem?.issueAt(`sign_offs.${one.id}`)}
            >
              {(input) => (
                <TextArea
                  {...input}
                  rows={2}
                  maxLength={4000}
                  value={answers[one.id] ?? ''}
                  onChange={(event) => setAnswers({ ...answers, [one.id]: event.target.value })}
                />
              )}
            </FieldShell>
          ))}
          {verb === 'reject' ? (
            <FieldShell label={t('sign.reason')} required>
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
          <div className={styles.proof}>
            <FieldShell label={t('sign.password')} error={problem?.issueAt('signature.password')}>
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
          {problem ? (
            <p className={styles.problem} role="alert">
              {problem.message}
            </p>
          ) : null}
        </form>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('sign.cancel')}</Button>
        <Button
          type="submit"
          form="sign"
          look={verb === 'approve' ? 'primary' : 'danger'}
          disabled={sending || !complete}
        >
          {t('sign.sign')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
