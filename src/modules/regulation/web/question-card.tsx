import { useEffect, useId, useState } from 'react'
import { reasons } from '../messages/questions.en.ts'
import styles from './determination-page.module.css'
import { t } from './texts.ts'
import type { Answer, Question } from './use-draft.ts'

interface Option {
  readonly id: string
  readonly label: string
  readonly detail: string | null
  readonly caution: string | null
}

const yesOrNo = (): Option[] => [
  { id: 'yes', label: t('page.yes'), detail: null, caution: null },
  { id: 'no', label: t('page.no'), detail: null, caution: null },
]

/** The options that are chosen, whatever the type of the question. */
export function chosenIn(question: Question, answer: Answer): string[] {
  if (answer === null) return []
  if (question.type === 'boolean') return [answer === true ? 'yes' : 'no']
  return [answer].flat().map(String)
}

export const optionsOf = (question: Question): readonly Option[] =>
  question.type === 'boolean' ? yesOrNo() : question.options

/** The answer once an option is switched: an exclusive one stands alone. */
function switched(question: Question, answer: Answer, option: string, on: boolean): Answer {
  if (question.type === 'boolean') return option === 'yes'
  if (question.type === 'choice') return option
  const before = chosenIn(question, answer).filter((one) => one !== option)
  if (!on) return before.length > 0 ? before : null
  if (option === question.exclusive_option) return [option]
  return [...before.filter((one) => one !== question.exclusive_option), option]
}

/** What an option covers beyond its label, and what it leaves out. */
function OptionWords({ question, option }: { question: Question; option: Option }) {
  return (
    <>
      {option.label}
      {option.detail && option.detail !== option.label ? (
        <span className={styles.detail}>{option.detail}</span>
      ) : null}
      {option.caution ? (
        <span className={styles.detail}>
          {t(question.id === 'prohibited' ? 'page.exception' : 'page.caution', { text: option.caution })}
        </span>
      ) : null}
    </>
  )
}

/** A question as it was answered. */
export function GivenAnswer({ question, number }: { question: Question; number: number }) {
  const chosen = chosenIn(question, question.answer as Answer)
  return (
    <div className={styles.given}>
      <dt>
        <span className={styles.number}>{number}</span>
        {question.text} <span className={styles.article}>{question.article}</span>
      </dt>
      {optionsOf(question)
        .filter(({ id }) => chosen.includes(id))
        .map((option) => (
          <dd key={option.id}>
            <OptionWords question={question} option={option} />
          </dd>
        ))}
      {chosen.length === 0 ? <dd className={styles.muted}>{t('page.not_known')}</dd> : null}
    </div>
  )
}

interface Props {
  question: Question
  number: number
  onAnswer: (answer: Answer) => void
}

/** One question: what is asked, why it matters, what each answer covers. */
export function QuestionCard({ question, number, onAnswer }: Props) {
  const id = useId()
  const given = question.answer as Answer
  const [answer, setAnswer] = useState<Answer>(given)
  // What the server keeps counts as soon as it differs, e.g. after a refused answer.
  const kept = JSON.stringify(given)
  useEffect(() => setAnswer(JSON.parse(kept)), [kept])
  const chosen = chosenIn(question, answer)
  const many = question.type === 'choices'
  const give = (next: Answer) => {
    setAnswer(next)
    onAnswer(next)
  }
  const why = reasons[question.id]
  return (
    <fieldset className={styles.question} id={`question-${question.id}`}>
      <legend className={styles.asked}>
        <span className={styles.number}>{number}</span>
        <span>{question.text}</span>
      </legend>
      <p className={styles.about}>
        {why ? <>{why} </> : null}
        {question.help ? <>{question.help} </> : null}
        <span className={styles.article}>{question.article}</span>
      </p>
      <div className={styles.options}>
        {optionsOf(question).map((option) => (
          <label key={option.id} className={styles.option} data-on={chosen.includes(option.id)}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={chosen.includes(option.id)}
              onChange={(event) => give(switched(question, answer, option.id, event.target.checked))}
            />
            <span className={styles.words}>
              <OptionWords question={question} option={option} />
            </span>
          </label>
        ))}
        {answer === null ? null : (
          <button type="button" className={styles.clear} onClick={() => give(null)}>
            {t(
              question.options.some(({ id: option }) => option === 'unsure')
                ? 'page.take_back'
                : 'page.not_known',
            )}
          </button>
        )}
      </div>
    </fieldset>
  )
}
