import { formatDate, localToday } from '../../../web/messages/format.ts'
import { choiceOf, readable } from '../../../web/messages/words.ts'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import styles from './outcome-panel.module.css'
import { chosenIn, optionsOf } from './question-card.tsx'
import { t } from './texts.ts'
import type { Answer, View } from './use-draft.ts'

type Outcome = View['outcome']

const register = { name: 'determination' }

/** How a class reads: what binds most is marked most, always beside its word. */
export const toneOf = (tier: string): 'critical' | 'caution' | 'progress' | 'neutral' => {
  if (tier === 'prohibited') return 'critical'
  if (tier.startsWith('high_risk')) return 'caution'
  if (['annex3_derogated', 'limited_transparency', 'gpai_model', 'gpai_model_systemic'].includes(tier))
    return 'progress'
  return 'neutral'
}

function Duties({ outcome }: { outcome: Outcome }) {
  if (outcome.obligations.length === 0) return <p className={styles.muted}>{t('page.no_duties')}</p>
  const sorted = [...outcome.obligations].sort((one, other) => one.date.localeCompare(other.date))
  return (
    <ul className={styles.duties}>
      {sorted.map((duty) => (
        <li key={duty.id}>
          <span>{duty.title}</span>
          <span className={styles.muted}>
            {duty.article},{' '}
            {t(duty.date <= localToday() ? 'page.in_force' : 'page.from', { date: formatDate(duty.date) })}
          </span>
          {duty.earliest_reading ? (
            <span className={styles.caution}>
              {t('page.earliest', { date: formatDate(duty.earliest_reading) })}{' '}
              {t('page.confidence', { level: readable(duty.confidence).toLowerCase() })}.
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** The questions whose answers were enough for the rules that led here. */
function decisive(view: View): { question: string; answer: string }[] {
  const facts = new Set(view.outcome.applied_rules.flatMap(({ decided_by }) => decided_by))
  return view.questions
    .filter(({ id }) => facts.has(id))
    .map((question) => {
      const chosen = chosenIn(question, question.answer as Answer)
      const labels = optionsOf(question).filter(({ id }) => chosen.includes(id))
      return { question: question.text, answer: labels.map(({ label }) => label).join(', ') }
    })
}

function Found({ view }: { view: View }) {
  const { outcome, record } = view
  if (outcome.state === 'incomplete') return <p className={styles.muted}>{t('page.open_outcome')}</p>
  if (record.kind === 'iso_roles')
    return outcome.ai_roles.length === 0 ? (
      <p>{t('page.no_role')}</p>
    ) : (
      <>
        <p className={styles.muted}>{t('page.roles')}</p>
        <p className={styles.found}>
          {outcome.ai_roles.map((role) => choiceOf(register, 'ai_roles', role)).join(', ')}
        </p>
      </>
    )
  return (
    <>
      <p className={styles.found}>
        <StateMark tone={toneOf(outcome.tier ?? '')}>{outcome.tier_title ?? ''}</StateMark>
      </p>
      <p>{outcome.tier_consequence}</p>
      <p className={styles.muted}>{outcome.tier_reached_by}</p>
      {outcome.tier === 'prohibited' ? <p className={styles.critical}>{t('page.banned')}</p> : null}
    </>
  )
}

/** The result of the answers, live: what follows, why, from when, and what somebody has to sign. */
export function OutcomePanel({ view }: { view: View }) {
  const { outcome, record, sign_offs } = view
  const why = decisive(view)
  const legal = outcome.state === 'complete' && record.kind === 'eu_ai_act'
  return (
    <div className={styles.panel} aria-live="polite">
      <section>
        <h2 className={styles.heading}>{t(record.state === 'draft' ? 'page.outcome' : 'page.result')}</h2>
        <Found view={view} />
        {record.state === 'draft' && outcome.state === 'complete' && why[0] ? (
          <p className={styles.draft}>
            {t('page.draft_because', { question: why[0].question, answer: why[0].answer })}
          </p>
        ) : null}
      </section>
      {why.length > 0 ? (
        <section>
          <h2 className={styles.heading}>{t('page.decided_by_facts')}</h2>
          <ul className={styles.facts}>
            {why.map(({ question, answer }) => (
              <li key={question}>
                <span className={styles.muted}>{question}</span>
                <span>{answer}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {outcome.needs_legal_sign_off.length > 0 ? (
        <section>
          <h2 className={styles.heading}>{t('page.sign_off')}</h2>
          <ul className={styles.duties}>
            {outcome.needs_legal_sign_off.map(({ id, reason }) => (
              <li key={id} className={styles.caution}>
                {reason}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {sign_offs.length > 0 ? (
        <section>
          <h2 className={styles.heading}>{t('page.signed_off')}</h2>
          <ul className={styles.facts}>
            {sign_offs.map((one) => (
              <li key={one.reason_id}>
                <span className={styles.muted}>{one.reason}</span>
                <span>{one.answer}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {legal ? (
        <section>
          <h2 className={styles.heading}>{t('page.duties')}</h2>
          <Duties outcome={outcome} />
        </section>
      ) : null}
      <p className={styles.muted}>
        {t('page.rests_on', { system: record.system_version ?? '', rules: outcome.rule_version })}.{' '}
        {outcome.law_state_date ? `${t('page.law', { date: formatDate(outcome.law_state_date) })}.` : ''}
      </p>
    </div>
  )
}
