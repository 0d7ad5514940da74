import { useState } from 'react'
import { LongTextField } from '../../../web/ui/field/text-field.tsx'
import styles from './determination-page.module.css'
import { GivenAnswer, QuestionCard } from './question-card.tsx'
import { t, tn } from './texts.ts'
import type { Answer, View } from './use-draft.ts'

interface Props {
  view: View
  readOnly: boolean
  saving: boolean
  onAnswer: (question: string, answer: Answer) => void
  onRationale: (rationale: string) => void
}

/** Every question on one calm page: those with an answer, the next one, and what may follow folded away. */
export function Questionnaire({ view, readOnly, saving, onAnswer, onRationale }: Props) {
  const { questions, next_questions: open } = view
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const [rationale, setRationale] = useState(view.record.rationale ?? '')
  const folded = (id: string) => !readOnly && open.includes(id) && id !== open[0] && !unfolded.has(id)
  const later = questions.filter(({ id }) => folded(id)).length
  return (
    <section aria-labelledby="questions">
      <div className={styles.row}>
        <h2 id="questions" className={styles.heading}>
          {t('page.questions')}
        </h2>
        <span className={styles.muted} role="status">
          {t('page.answered', { answered: questions.length - open.length, asked: questions.length })}
          {readOnly ? '' : ` · ${t(saving ? 'page.saving' : 'page.saved')}`}
        </span>
      </div>
      {view.record.state === 'draft' ? null : (
        <p className={styles.muted}>
          {t(view.record.state === 'proposed' ? 'page.waits' : 'page.read_only')}
        </p>
      )}
      {readOnly ? (
        <dl className={styles.questions}>
          {questions.map((question, at) => (
            <GivenAnswer key={question.id} question={question} number={at + 1} />
          ))}
        </dl>
      ) : (
        <div className={styles.questions}>
          {questions.map((question, at) =>
            folded(question.id) ? (
              <button
                key={question.id}
                type="button"
                className={styles.folded}
                aria-label={t('page.open_question', { text: question.text })}
                onClick={() => setUnfolded(new Set([...unfolded, question.id]))}
              >
                <span className={styles.number}>{at + 1}</span>
                {question.text}
              </button>
            ) : (
              <QuestionCard
                key={question.id}
                question={question}
                number={at + 1}
                onAnswer={(answer) => onAnswer(question.id, answer)}
              />
            ),
          )}
        </div>
      )}
      {later > 0 ? <p className={styles.muted}>{tn('page.later', later, String(later))}</p> : null}
      <div className={styles.rationale}>
        {readOnly ? (
          <>
            <h2 className={styles.heading}>{t('page.rationale')}</h2>
            <p className={styles.prose}>{view.record.rationale}</p>
          </>
        ) : (
          <LongTextField
            label={t('page.rationale')}
            help={t('page.rationale_help')}
            rows={4}
            maxLength={10_000}
            value={rationale}
            onChange={setRationale}
            onBlur={() => {
              if (rationale !== (view.record.rationale ?? '')) onRationale(rationale)
            }}
          />
        )}
      </div>
    </section>
  )
}
