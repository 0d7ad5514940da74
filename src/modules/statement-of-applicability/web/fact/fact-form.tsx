import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/client/call.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Select } from '../../../../web/ui/field/select.tsx'
import { TextField } from '../../../../web/ui/field/text-field.tsx'
import { notify } from '../../../../web/ui/overlay/toast.tsx'
import styles from '../dialog.module.css'
import { attempt } from '../editing.ts'
import { t } from '../texts.ts'

const answers = ['unknown', 'yes', 'no'] as const
type Answer = (typeof answers)[number]

/** About one AI system, about the organization itself, or about all its AI systems together. */
export type FactSubject = { readonly system: string } | 'organization' | 'all_systems'

const answerOf = (value: boolean | null): Answer => (value === null ? 'unknown' : value ? 'yes' : 'no')
const statedBy = (answer: Answer): boolean | null => (answer === 'unknown' ? null : answer === 'yes')

/** An answer in words: about all systems together, yes means at least one. */
export function factWord(subject: FactSubject, value: boolean | null): string {
  if (value === null) return t('soa.facts.unknown')
  if (subject === 'all_systems') return t(value ? 'soa.facts.yes' : 'soa.facts.no')
  return t(value ? 'soa.facts.yes_plain' : 'soa.facts.no_plain')
}

interface Props {
  fact: string
  subject: FactSubject
  label: string
  value: boolean | null
  basis: string | null
  onDone?: () => void
}

/** Yes, no or not known, and how that is known. */
export function FactForm({ fact, subject, label, value, basis: known, onDone }: Props) {
  const [answer, setAnswer] = useState<Answer>(answerOf(value))
  const [basis, setBasis] = useState(known ?? '')
  const changed = answer !== answerOf(value) || basis !== (known ?? '')
  const state = async (event: FormEvent) => {
    event.preventDefault()
    const stated = await attempt(() =>
      call('soa.state-fact', {
        fact,
        ai_system_id: typeof subject === 'object' ? subject.system : null,
        value: statedBy(answer),
        basis: basis.trim(),
      }),
    )
    if (!stated) return
    notify({ text: t('soa.facts.changed') })
    onDone?.()
  }
  return (
    <form className={styles.answer} onSubmit={(event) => void state(event)}>
      <Select<Answer>
        label={label}
        value={answer}
        options={answers.map((one) => ({ value: one, label: factWord(subject, statedBy(one)) }))}
        onChange={setAnswer}
      />
      <div className={styles.basis}>
        <TextField
          label={t('soa.facts.basis')}
          required={changed}
          maxLength={2000}
          value={basis}
          onChange={setBasis}
        />
      </div>
      {changed ? <Button type="submit">{t('soa.facts.save')}</Button> : null}
    </form>
  )
}
