import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../../web/client/call.ts'
import { titleOf } from '../../../../web/client/titles.ts'
import { useRecordOptions } from '../../../../web/register/edit/option-source.ts'
import { useAttempt } from '../../../../web/ui/attempt.ts'
import { OptionList } from '../../../../web/ui/field/option-list.tsx'
import { TextField } from '../../../../web/ui/field/text-field.tsx'
import { FormDialog } from '../../../../web/ui/overlay/form-dialog.tsx'
import type { OriginKind, StatementRow } from '../../statement.ts'
import styles from '../dialog.module.css'
import { dutiesQuery, refresh } from '../queries.ts'
import { t } from '../texts.ts'

const kinds = ['risk', 'law', 'contract', 'impact', 'own_decision'] as const satisfies readonly OriginKind[]

interface Target {
  readonly record_id?: string
  readonly requirement?: string
  readonly reference?: string
}

function RiskPicker({ target, onPick }: { target: Target; onPick: (target: Target) => void }) {
  const [words, setWords] = useState('')
  const { options, busy } = useRecordOptions('risk', words)
  if (!busy && words === '' && options.length === 0)
    return <p className={styles.lead}>{t('soa.origin.risk.none')}</p>
  return (
    <div className={styles.picker}>
      <OptionList
        label={t('soa.origin.risk.pick')}
        options={options}
        selected={target.record_id ? [target.record_id] : []}
        onSearch={setWords}
        busy={busy}
        onPick={(record_id) => onPick({ record_id })}
      />
    </div>
  )
}

function DutyPicker({ target, onPick }: { target: Target; onPick: (target: Target) => void }) {
  const duties = useQuery(dutiesQuery)
  return (
    <div className={styles.picker}>
      <OptionList
        label={t('soa.origin.law.pick')}
        options={duties.data ?? []}
        selected={target.requirement ? [target.requirement] : []}
        onPick={(requirement) => onPick({ requirement })}
      />
    </div>
  )
}

function Words({
  label,
  target,
  onPick,
}: {
  label: string
  target: Target
  onPick: (target: Target) => void
}) {
  return (
    <TextField
      label={label}
      maxLength={500}
      value={target.reference ?? ''}
      onChange={(text) => onPick({ reference: text })}
    />
  )
}

function TargetField({
  kind,
  target,
  onPick,
}: {
  kind: OriginKind
  target: Target
  onPick: (target: Target) => void
}) {
  if (kind === 'risk') return <RiskPicker target={target} onPick={onPick} />
  if (kind !== 'law') return <Words label={t(`soa.origin.words.${kind}`)} target={target} onPick={onPick} />
  return (
    <>
      <DutyPicker target={target} onPick={onPick} />
      <Words label={t('soa.origin.law.other')} target={target} onPick={onPick} />
    </>
  )
}

const sendable = (target: Target): Target | null => {
  if (target.reference === undefined) return target.record_id || target.requirement ? target : null
  return target.reference.trim() === '' ? null : { reference: target.reference.trim() }
}

/** Asks where the inclusion of a control comes from: a risk, a law, a contract, an impact or an own decision. */
export function OriginDialog({ row, onClose }: { row: StatementRow; onClose: () => void }) {
  const [kind, setKind] = useState<OriginKind>('risk')
  const [target, setTarget] = useState<Target>({})
  const attempt = useAttempt()
  const ready = sendable(target)
  const add = () => {
    if (!ready) return
    const sent = attempt.run(async () => {
      await call('soa-row.add-origin', { id: row.id, kind, ...ready })
      await refresh()
    })
    void sent.then((added) => added && onClose())
  }
  const picked = target.record_id ? titleOf(target.record_id) : undefined
  return (
    <FormDialog
      title={t('soa.origin.title', { title: `${row.reference ?? ''} ${row.title}`.trim() })}
      onClose={onClose}
      onSend={add}
      attempt={attempt}
      action={t('soa.origin.do')}
      disabled={!ready}
    >
      <fieldset className={styles.kinds}>
        <legend className={styles.small}>{t('soa.origin.kind')}</legend>
        {kinds.map((one) => (
          <label key={one} className={styles.kind}>
            <input
              type="radio"
              name="kind"
              checked={one === kind}
              onChange={() => {
                setKind(one)
                setTarget({})
              }}
            />
            {t(`soa.origin.${one}`)}
          </label>
        ))}
      </fieldset>
      <TargetField key={kind} kind={kind} target={target} onPick={setTarget} />
      {picked ? <p className={styles.lead}>{picked}</p> : null}
    </FormDialog>
  )
}
