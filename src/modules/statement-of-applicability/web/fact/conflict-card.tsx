import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/client/call.ts'
import { titleOf } from '../../../../web/client/titles.ts'
import { formatInstant } from '../../../../web/messages/format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { LongTextField } from '../../../../web/ui/field/text-field.tsx'
import { StateMark } from '../../../../web/ui/mark/state-mark.tsx'
import type { StatementRow } from '../../statement.ts'
import { attempt, useEditing } from '../editing.ts'
import type { Conflict } from '../queries.ts'
import { t } from '../texts.ts'
import styles from './conflict.module.css'

/** Facts of a conflict under the question they answer, with the AI systems they are about. */
export function factsByQuestion(conflict: Conflict): [question: string, facts: Conflict['facts']][] {
  const groups = new Map<string, Conflict['facts']>()
  for (const fact of conflict.facts) groups.set(fact.question, [...(groups.get(fact.question) ?? []), fact])
  return [...groups]
}

function Facts({ conflict }: { conflict: Conflict }) {
  const more = conflict.facts_count - conflict.facts.length
  return (
    <dl className={styles.facts}>
      {factsByQuestion(conflict).map(([question, facts]) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>
            {facts.map((fact, index) => (
              <span key={`${fact.fact} ${fact.ai_system_id}`}>
                {index > 0 ? ', ' : ''}
                {fact.ai_system_id ? (
                  <Link
                    to="/$plural/$id"
                    params={{ plural: 'ai-systems', id: fact.ai_system_id }}
                    className={styles.link}
                  >
                    {fact.ai_system_name}
                  </Link>
                ) : (
                  t('soa.conflict.organization')
                )}
              </span>
            ))}
          </dd>
        </div>
      ))}
      {more > 0 ? <p className={styles.quiet}>{t('soa.conflict.more', { count: more })}</p> : null}
    </dl>
  )
}

function AnswerForm({ row, conflict }: { row: StatementRow; conflict: Conflict }) {
  const [words, setWords] = useState('')
  const [sending, setSending] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSending(true)
    const kept = await attempt(() =>
      call('soa-row.answer-conflict', {
        id: row.id,
        rule_id: conflict.rule_id,
        facts_hash: conflict.facts_hash,
        answer: words.trim(),
      }),
    )
    setSending(false)
    if (kept) setWords('')
  }
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      <LongTextField
        label={t('soa.conflict.answer')}
        help={t('soa.conflict.answer.help')}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
      <Button type="submit" disabled={sending || words.trim() === ''}>
        {t('soa.conflict.answer.do')}
      </Button>
    </form>
  )
}

function Answered({ answer }: { answer: NonNullable<Conflict['answer']> }) {
  const who = answer.created_by ? titleOf(answer.created_by) : undefined
  return (
    <figure className={styles.answer}>
      <blockquote>{answer.answer}</blockquote>
      <figcaption className={styles.quiet}>
        {[who, t('soa.conflict.answered', { when: formatInstant(answer.created_at) })]
          .filter(Boolean)
          .join(' · ')}
      </figcaption>
    </figure>
  )
}

/** A rule that speaks, or may yet speak, against leaving a control out: its facts by name, and what was answered. */
export function ConflictCard({ row, conflict }: { row: StatementRow; conflict: Conflict }) {
  const editing = useEditing()
  const known = conflict.truth === 'true'
  return (
    <section className={styles.card} data-open={conflict.open}>
      <div className={styles.head}>
        <StateMark tone={conflict.open ? (known ? 'critical' : 'caution') : 'neutral'}>
          {t(known ? 'soa.conflict.true' : 'soa.conflict.unknown')}
        </StateMark>
        <span className={styles.quiet}>{t(`soa.conflict.effect.${conflict.effect}`)}</span>
      </div>
      <p>{conflict.reason}</p>
      {conflict.facts.length > 0 ? (
        <>
          <h4 className={styles.small}>{t(known ? 'soa.conflict.because' : 'soa.conflict.missing')}</h4>
          <Facts conflict={conflict} />
        </>
      ) : null}
      {conflict.answer ? <Answered answer={conflict.answer} /> : null}
      {conflict.open && known && editing.may(row) ? <AnswerForm row={row} conflict={conflict} /> : null}
      {known ? null : <Button onClick={editing.stateFacts}>{t('soa.conflict.state')}</Button>}
    </section>
  )
}
