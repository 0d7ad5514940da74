import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { LongTextField } from '../../../web/ui/field/text-field.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { reasonText } from './stale-reasons.tsx'
import { t } from './texts.ts'
import type { View } from './use-draft.ts'

interface Props {
  view: View
  verb: 'approve' | 'reject'
  onClose: () => void
  /** Reads the determination again: it was decided, or has moved on. */
  onChange: () => void
}

/** Approves a determination or rejects the use, by signature; asks for an answer to each point of law left to people. */
export function DecideDialog({ view, verb, onClose, onChange }: Props) {
  const decision = verb === 'approve' ? view.approval : view.rejection
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  if (!decision) return null
  const { id, version, title } = view.record
  return (
    <SignDialog
      title={t(`sign.${verb}`, { title })}
      statement={decision.statement}
      version={version}
      obstacles={view.stale.map((reason) => t('sign.stale', { reason: reasonText(reason) }))}
      reasoned={verb === 'reject'}
      look={verb === 'approve' ? 'primary' : 'danger'}
      ready={decision.reasons.every((one) => (answers[one.id] ?? '').trim() !== '')}
      more={(problem) =>
        decision.reasons.map((one) => (
          <LongTextField
            key={one.id}
            label={one.reason}
            marked
            help={t('sign.answer')}
            error={problem?.issueAt(`sign_offs.${one.id}`)}
            required
            rows={2}
            maxLength={4000}
            value={answers[one.id] ?? ''}
            onChange={(text) => setAnswers({ ...answers, [one.id]: text })}
          />
        ))
      }
      onSign={async (signature, reason) => {
        const sign_offs = decision.reasons.map((one) => ({
          reason_id: one.id,
          answer: answers[one.id] ?? '',
        }))
        const input = { id, expected_version: version, sign_offs, signature }
        if (verb === 'approve') await call('determination.approve', input)
        else await call('determination.reject', { ...input, reason })
        notify({ text: t('sign.done') })
        onChange()
      }}
      onClose={onClose}
      onStale={onChange}
    />
  )
}
