import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { labelOf } from '../../../web/messages/words.ts'
import { InlineField } from '../../../web/register/edit/inline-field.tsx'
import { revise } from '../../../web/register/edit/revise.ts'
import { FactLabel } from '../../../web/register/record/facts.tsx'
import { LongText } from '../../../web/register/record/long-text.tsx'
import type { WholeRecord } from '../../../web/register/row.ts'
import type { CriteriaContent } from '../criteria-content.ts'
import { risk } from '../risk.ts'
import type { RiskLevel } from '../scale.ts'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { criteriaQuery } from './risk-answers.ts'
import { t } from './texts.ts'

const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'] as const
type Judged = (typeof judged)[number]

interface Props {
  record: WholeRecord
  editable: boolean
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
      anchor: `${t('risk.assess.per_year', { share: one.per_year })}; ${t('risk.assess.per_use', { share: one.per_use })}. ${one.evidence}.`,
    }))
  const dimension = field.replace('impact_', '') as 'organization' | 'individuals' | 'societies'
  return content.impact_levels.map((one) => ({
    level: one.level,
    title: one.title,
    anchor: `${one[dimension]}.`,
  }))
}

function NumberRow({
  record,
  editable,
  field,
  content,
}: Props & { field: Judged; content: CriteriaContent }) {
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
              disabled={!editable}
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
          editable={editable}
          onSave={(text) => void revise(risk, record, { [rationale]: text })}
        />
      </div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={confirmed}
          disabled={!editable || value === null || !reasoned}
          onChange={(event) => void revise(risk, record, { [`${field}_confirmed`]: event.target.checked })}
        />
        {t('risk.assess.confirm')}
        {reasoned || !editable ? null : <span className={styles.muted}>{t('risk.assess.needs_reason')}</span>}
      </label>
    </fieldset>
  )
}

/** Facts of a risk that are edited in place, two to a line. */
export function RiskFacts({
  record,
  editable,
  fields,
}: Props & { fields: readonly (keyof typeof risk.fields)[] }) {
  return (
    <dl className={styles.facts}>
      {fields.map((field) => (
        <div key={field} className={styles.fact}>
          <FactLabel register={risk} field={field} />
          <dd>
            <InlineField
              register={risk}
              field={field}
              declared={risk.fields[field]}
              value={record[field]}
              editable={editable && !risk.fields[field].computed}
              place="fact"
              onSave={(value) => void revise(risk, record, { [field]: value })}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The four numbers beside what each level means, then what raises the impact, then the score. */
export function Assessment({ record, editable }: Props) {
  const criteria = useQuery(criteriaQuery)
  const content = criteria.data?.criteria?.content
  const open = record.state === 'draft' || record.state === 'reopened'
  if (criteria.data && !content)
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
      <p className={styles.lead}>{t(open ? 'risk.assess.lead' : 'risk.assess.locked')}</p>
      {judged.map((field) => (
        <NumberRow key={field} record={record} editable={editable && open} field={field} content={content} />
      ))}
      <h3 className={styles.small}>{t('risk.assess.raises')}</h3>
      <RiskFacts
        record={record}
        editable={editable && open}
        fields={['vulnerable_people', 'affected_people', 'scale_raises', 'breaches_legal_duty']}
      />
      {record.inherent_score === null ? null : (
        <p className={styles.score}>
          <LevelMark level={record.inherent_level as RiskLevel} />{' '}
          {t('risk.assess.score', {
            likelihood: Number(record.likelihood),
            impact: Number(record.inherent_impact),
            score: Number(record.inherent_score),
          })}
        </p>
      )}
      {record.assessed_on === null ? null : (
        <RiskFacts
          record={record}
          editable={false}
          fields={['criteria_id', 'assessed_by_id', 'assessed_on']}
        />
      )}
    </>
  )
}
