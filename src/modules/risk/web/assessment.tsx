import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { capital, labelOf } from '../../../web/messages/words.ts'
import { revise } from '../../../web/register/edit/revise.ts'
import { FactList } from '../../../web/register/record/fact/facts.tsx'
import { LongText } from '../../../web/register/record/fact/long-text.tsx'
import type { WholeRecord } from '../../../web/register/row.ts'
import type { CriteriaContent } from '../criteria/criteria-content.ts'
import { risk } from '../risk.ts'
import type { RiskLevel } from '../score/scale.ts'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { criteriaContentQuery, standingQuery } from './risk-answers.ts'
import { t } from './texts.ts'

const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'] as const
type Judged = (typeof judged)[number]

interface Props {
  record: WholeRecord
  editable: boolean
  asOf: string | undefined
}

/** What a level means in the criteria: its name and its anchor. */
function anchorsOf(
  content: CriteriaContent,
  field: Judged,
): { level: number; title: string; anchor: string }[] {
  if (field === 'likelihood')
    return content.likelihood_levels.map((one) => ({
      level: one.level,
      title: one.title,
      anchor: `${t('risk.assess.per_year', { share: one.per_year })}; ${t('risk.assess.per_use', { share: one.per_use })}. ${capital(one.evidence)}.`,
    }))
  const dimension = field.replace('impact_', '') as 'organization' | 'individuals' | 'societies'
  return content.impact_levels.map((one) => ({
    level: one.level,
    title: one.title,
    anchor: `${one[dimension]}.`,
  }))
}

interface NumberProps {
  record: WholeRecord
  field: Judged
  content: CriteriaContent
}

/** A number that is being judged: the levels to choose from, its reason, its confirmation. */
function NumberRow({ record, field, content }: NumberProps) {
  const group = useId()
  const value = record[field]
  const anchors = anchorsOf(content, field)
  const chosen = anchors.find(({ level }) => level === value)
  const rationale = `${field}_rationale` as const
  const confirmed = record[`${field}_confirmed`] === true
  const reasoned = String(record[rationale] ?? '').trim() !== ''
  return (
    <fieldset className={styles.number}>
      <legend className={styles.legend}>
        {labelOf(risk, field)}
        <span className={styles.mark} data-done={confirmed}>
          {t(confirmed ? 'risk.assess.confirmed' : 'risk.assess.open')}
        </span>
      </legend>
      <div className={styles.scale}>
        {anchors.map(({ level, title }) => (
          <label key={level} className={styles.step} data-chosen={level === value}>
            <input
              type="radio"
              name={group}
              checked={level === value}
              onChange={() => void revise(risk, record, { [field]: level })}
            />
            <span className={styles.figure}>{level}</span>
            <span>{title}</span>
          </label>
        ))}
      </div>
      <p className={styles.anchor}>{chosen?.anchor ?? t('risk.assess.choose')}</p>
      <div className={styles.reason}>
        <span className={styles.small}>{t('risk.assess.why')}</span>
        <LongText
          register={risk}
          field={rationale}
          declared={risk.fields[rationale]}
          value={record[rationale]}
          editable
          onSave={(text) => void revise(risk, record, { [rationale]: text })}
        />
      </div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={confirmed}
          disabled={value === null || !reasoned}
          onChange={(event) => void revise(risk, record, { [`${field}_confirmed`]: event.target.checked })}
        />
        {t('risk.assess.confirm')}
        {reasoned ? null : <span className={styles.muted}>{t('risk.assess.needs_reason')}</span>}
      </label>
    </fieldset>
  )
}

/** A number as it was judged: its level, what that level means, and the reason. */
function StillNumber({ record, field, content }: NumberProps) {
  const chosen = anchorsOf(content, field).find(({ level }) => level === record[field])
  return (
    <div className={styles.judged}>
      <dt className={styles.muted}>{labelOf(risk, field)}</dt>
      <dd>
        {chosen ? (
          <>
            <b>
              {chosen.level} {chosen.title}
            </b>
            {record[`${field}_confirmed`] === true ? null : (
              <span className={styles.mark}> {t('risk.assess.open')}</span>
            )}
            <p className={styles.anchor}>{chosen.anchor}</p>
            <p className={styles.reasoned}>{String(record[`${field}_rationale`] ?? '')}</p>
          </>
        ) : (
          <span className={styles.muted}>{t('risk.level.none')}</span>
        )}
      </dd>
    </div>
  )
}

/** How a level follows from likelihood and impact. */
export function Score({ record, of }: { record: WholeRecord; of: 'inherent' | 'residual' }) {
  if (record[`${of}_score`] === null) return null
  const told = {
    likelihood: Number(record[of === 'inherent' ? 'likelihood' : 'residual_likelihood']),
    impact: Number(record[`${of}_impact`]),
    score: Number(record[`${of}_score`]),
  }
  return (
    <p className={styles.score}>
      <LevelMark level={record[`${of}_level`] as RiskLevel} /> {t('risk.assess.score', told)}
    </p>
  )
}

/** The four numbers beside what each level means, then what raises the impact, then the score. */
export function Assessment({ record, editable, asOf }: Props) {
  const { data } = useQuery(standingQuery(record.id, asOf))
  const criteria = data?.criteria_id
  const read = useQuery({ ...criteriaContentQuery(criteria ?? ''), enabled: typeof criteria === 'string' })
  const content = read.data?.content
  const open = record.state === 'draft' || record.state === 'reopened'
  if (criteria === null)
    return (
      <p className={styles.empty}>
        {t('risk.assess.no_criteria')}{' '}
        <Link to="/$plural" params={{ plural: 'risk-criteria' }} className={styles.link}>
          {t('risk.assess.draft_criteria')}
        </Link>
      </p>
    )
  if (!content) return null
  return (
    <>
      {editable ? <p className={styles.lead}>{t(open ? 'risk.assess.lead' : 'risk.assess.locked')}</p> : null}
      {editable && open ? (
        judged.map((field) => <NumberRow key={field} record={record} field={field} content={content} />)
      ) : (
        <dl>
          {judged.map((field) => (
            <StillNumber key={field} record={record} field={field} content={content} />
          ))}
        </dl>
      )}
      <h3 className={styles.small}>{t('risk.assess.raises')}</h3>
      <FactList
        register={risk}
        record={record}
        editable={editable && open}
        fields={['vulnerable_people', 'affected_people', 'scale_raises', 'breaches_legal_duty']}
      />
      <Score record={record} of="inherent" />
      {record.assessed_on === null ? null : (
        <FactList
          register={risk}
          record={record}
          editable={false}
          fields={['criteria_id', 'assessed_by_id', 'assessed_on']}
        />
      )}
    </>
  )
}
