import { IconArrowRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { callStandard, callTransition } from '../../../client/call.ts'
import { asProblem, Problem } from '../../../client/problem.ts'
import { t } from '../../../messages/message.ts'
import { capital, consequenceOf, stateOf, transitionOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { LongTextField } from '../../../ui/field/text-field.tsx'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../ui/overlay/dialog.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { patchRecord, settle } from '../../edit/patch.ts'
import type { WholeRecord } from '../../row.ts'
import { Value } from '../../value/value.tsx'
import { settledOnPage } from '../module-sections.tsx'
import styles from './decision.module.css'
import type { OpenTransition } from './decision.ts'
import { goToWhereSettled } from './where-settled.ts'

/** A decision about a record: a transition of its lifecycle, or putting it away and back. */
export type Decision =
  | {
      readonly kind: 'transition'
      readonly open: OpenTransition
      /** What stands in its way now: it is said instead of being tried. */
      readonly obstacle?: string | undefined
    }
  | { readonly kind: 'archive' }
  | { readonly kind: 'restore' }

interface Props {
  register: AnyRegister
  record: WholeRecord
  decision: Decision
  onClose: () => void
}

function verbOf(register: AnyRegister, decision: Decision): string {
  if (decision.kind === 'transition') return transitionOf(register, decision.open.verb)
  return t(decision.kind === 'archive' ? 'record.archive' : 'record.restore')
}

function consequencesOf(register: AnyRegister, decision: Decision): string[] {
  const own =
    decision.kind === 'transition'
      ? consequenceOf(register, decision.open.verb)
      : t(decision.kind === 'archive' ? 'decision.archive.consequence' : 'decision.restore.consequence')
  const separate =
    decision.kind === 'transition' && decision.open.transition.separate ? [t('decision.separate')] : []
  return [...(own ? [own] : []), ...separate, t('decision.recorded')]
}

async function carryOut(
  register: AnyRegister,
  record: WholeRecord,
  decision: Decision,
  reason: string,
): Promise<WholeRecord> {
  const on = { id: record.id, expected_version: record.version }
  const why = reason.trim() === '' ? {} : { reason: reason.trim() }
  if (decision.kind === 'restore') return (await callStandard(register, 'restore', on)) as WholeRecord
  if (decision.kind === 'archive')
    return (await callStandard(register, 'archive', { ...on, ...why })) as WholeRecord
  return (await callTransition(register, decision.open.verb, { ...on, ...why })) as WholeRecord
}

/** What is told below the field for the reason: all but what is said at that field itself. */
const toldBelow = ({ message, issues }: Problem): string =>
  [message, ...issues.filter(({ path }) => path !== 'reason').map((issue) => issue.message)].join(' ')

const doneText = (register: AnyRegister, record: WholeRecord, decision: Decision): string => {
  const title = String(record[register.title])
  if (decision.kind === 'transition')
    return t('decision.done', { title, state: stateOf(register.name, record.state) })
  return t(decision.kind === 'archive' ? 'decision.archived' : 'decision.restored', { title })
}

/** Shows exactly what is decided, on which version, what follows, and asks for the reason. */
export function DecisionDialog({ register, record, decision, onClose }: Props) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  const title = String(record[register.title])
  const state = listFields(register).state
  const needsReason = decision.kind === 'transition' && decision.open.transition.reason === 'required'
  const verb = verbOf(register, decision)
  const obstacle = decision.kind === 'transition' ? decision.obstacle : undefined

  const lead =
    decision.kind === 'transition' && obstacle !== undefined && settledOnPage(register, decision.open.verb)
      ? () => {
          onClose()
          requestAnimationFrame(() => goToWhereSettled(decision.open.verb))
        }
      : undefined

  const send = async () => {
    setSending(true)
    setProblem(null)
    try {
      const saved = await carryOut(register, record, decision, reason)
      patchRecord(client, register.name, record.id, saved)
      settle(client, register.name, record.id)
      notify({ text: doneText(register, saved, decision) })
      onClose()
    } catch (error) {
      setSending(false)
      if (error instanceof Problem && error.kind === 'version-conflict') {
        void client.invalidateQueries({ queryKey: keys.all(register.name) })
        notify({ text: t('decision.stale'), tone: 'critical' })
        onClose()
      } else setProblem(asProblem(error))
    }
  }
  const shownState = (value: string) =>
    state ? <Value register={register} field="state" declared={state} value={value} /> : null
  return (
    <Dialog title={t('decision.confirm_title', { verb, title })} onClose={onClose}>
      <DialogBody>
        <dl className={styles.facts}>
          <dt>{t('decision.what')}</dt>
          <dd>{t('decision.version', { title, version: record.version })}</dd>
          {decision.kind === 'transition' ? (
            <>
              <dt>{t('decision.from_to')}</dt>
              <dd className={styles.move}>
                {shownState(record.state)}
                <IconArrowRight size={14} />
                {shownState(decision.open.transition.to)}
              </dd>
            </>
          ) : null}
          <dt>{t('decision.consequences')}</dt>
          <dd>
            <ul className={styles.follows}>
              {consequencesOf(register, decision).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </dd>
        </dl>
        {obstacle === undefined ? null : (
          <ProblemNote standing text={`${t('decision.obstacle')} ${capital(obstacle)}`} />
        )}
        {decision.kind === 'restore' || obstacle !== undefined ? null : (
          <LongTextField
            label={t('decision.reason')}
            marked={needsReason}
            help={t('decision.reason_help')}
            error={problem?.issueAt('reason')}
            required={needsReason}
            rows={3}
            maxLength={4000}
            value={reason}
            onChange={setReason}
          />
        )}
        <ProblemNote text={problem && toldBelow(problem)} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t(obstacle === undefined ? 'dialog.cancel' : 'decision.close')}</Button>
        {lead === undefined ? null : (
          <Button look="primary" onClick={lead}>
            {t('decision.lead')}
          </Button>
        )}
        {obstacle === undefined ? (
          <Button
            look="primary"
            disabled={sending || (needsReason && reason.trim() === '')}
            onClick={() => void send()}
          >
            {verb}
          </Button>
        ) : null}
      </DialogFoot>
    </Dialog>
  )
}
