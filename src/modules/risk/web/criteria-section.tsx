import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { may, useSession } from '../../../web/client/session.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { notify } from '../../../web/ui/toast.tsx'
import type { CriteriaContent } from '../criteria-content.ts'
import { risk } from '../risk.ts'
import { riskCriteria } from '../risk-criteria.ts'
import { roleName } from '../role-name.ts'
import { levelOf } from '../rules.ts'
import { type Category, categories, type RiskLevel, riskLevels } from '../scale.ts'
import { categoryName } from './category-name.ts'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { t } from './texts.ts'

const dimensions = ['organization', 'individuals', 'societies'] as const
type Change = (content: CriteriaContent) => void

function Appetite({ content, onChange }: { content: CriteriaContent; onChange: Change | undefined }) {
  return (
    <>
      <h3 className={styles.small}>{t('criteria.appetite')}</h3>
      <p className={styles.muted}>{t('criteria.appetite_help')}</p>
      <dl className={styles.facts}>
        {categories.map((category: Category) => (
          <div key={category} className={styles.fact}>
            <dt className={styles.muted}>{categoryName(category)}</dt>
            <dd>
              {onChange ? (
                <select
                  className={styles.select}
                  aria-label={`${t('criteria.appetite')}: ${categoryName(category)}`}
                  value={content.appetite[category] ?? ''}
                  onChange={(event) => {
                    const level = riskLevels.find((one) => one === event.target.value) ?? null
                    onChange({ ...content, appetite: { ...content.appetite, [category]: level } })
                  }}
                >
                  <option value="">{t('criteria.undecided')}</option>
                  {riskLevels.map((level) => (
                    <option key={level} value={level}>
                      {t(`risk.level.${level}`)}
                    </option>
                  ))}
                </select>
              ) : (
                <LevelMark level={content.appetite[category] ?? null} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function ImpactScale({ content, onChange }: { content: CriteriaContent; onChange: Change | undefined }) {
  return (
    <section className={styles.tableBox} aria-label={t('criteria.impact')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('criteria.impact')}</th>
            {dimensions.map((one) => (
              <th key={one} scope="col">
                {t(`risk.dimension.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {content.impact_levels.map((one, index) => (
            <tr key={one.level}>
              <th scope="row" className={styles.figures}>
                {one.level} {one.title}
              </th>
              {dimensions.map((dimension) => (
                <td key={dimension}>
                  {onChange && dimension === 'organization' ? (
                    <textarea
                      className={styles.anchorInput}
                      rows={2}
                      maxLength={400}
                      aria-label={`${one.title}: ${t(`risk.dimension.${dimension}`)}`}
                      value={one[dimension]}
                      onChange={(event) =>
                        onChange({
                          ...content,
                          impact_levels: content.impact_levels.map((level, at) =>
                            at === index ? { ...level, organization: event.target.value } : level,
                          ),
                        })
                      }
                    />
                  ) : (
                    one[dimension]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Scales({ content }: { content: CriteriaContent }) {
  return (
    <>
      <h3 className={styles.small}>{t('criteria.likelihood')}</h3>
      <section className={styles.tableBox} aria-label={t('criteria.likelihood')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['level', 'per_year', 'per_use', 'evidence'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`criteria.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {content.likelihood_levels.map((one) => (
              <tr key={one.level}>
                <th scope="row" className={styles.figures}>
                  {one.level} {one.title}
                </th>
                <td>{one.per_year}</td>
                <td>{one.per_use}</td>
                <td>{one.evidence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h3 className={styles.small}>{t('criteria.matrix')}</h3>
      <section className={styles.tableBox} aria-label={t('criteria.matrix')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                {t('criteria.likelihood')} / {t('criteria.impact')}
              </th>
              {[1, 2, 3, 4, 5].map((impact) => (
                <th key={impact} scope="col">
                  {impact}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[5, 4, 3, 2, 1].map((likelihood) => (
              <tr key={likelihood}>
                <th scope="row">{likelihood}</th>
                {[1, 2, 3, 4, 5].map((impact) => (
                  <td key={impact} className={styles.figures}>
                    {likelihood * impact} <LevelMark level={levelOf(likelihood, impact, content)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Limits({ content }: { content: CriteriaContent }) {
  const days = (count: number | null) =>
    count === null ? t('criteria.any') : t('criteria.days', { days: count })
  return (
    <>
      <h3 className={styles.small}>{t('criteria.deadlines')}</h3>
      <section className={styles.tableBox} aria-label={t('criteria.deadlines')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['level', 'plan_within', 'done_within', 'accepted_by', 'valid'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`criteria.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {riskLevels.map((level: RiskLevel) => {
              const due = content.deadlines[level]
              const rule = content.acceptance[level]
              return (
                <tr key={level}>
                  <td>
                    <LevelMark level={level} />
                  </td>
                  <td className={styles.figures}>
                    {due.plan_within_working_days === null
                      ? t('criteria.any')
                      : t('criteria.working_days', { days: due.plan_within_working_days })}
                  </td>
                  <td className={styles.figures}>{days(due.done_within_days ?? due.reduce_within_days)}</td>
                  <td>{rule.accepted_by.map(roleName).join(', ')}</td>
                  <td className={styles.figures}>{days(rule.maximum_validity_days)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Approval({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient()
  const said = useQuery({
    queryKey: [...keys.about('risk-criteria', id), 'approval-statement'],
    queryFn: ({ signal }) => call('risk-criteria.approval-statement', { id }, { signal }),
  })
  return (
    <SignDialog
      title={t('criteria.approve')}
      statement={said.data?.statement}
      version={said.data?.version}
      obstacles={said.data?.refusals.map(({ message }) => message)}
      onClose={onClose}
      onStale={() => void said.refetch()}
      onSign={async (signature) => {
        if (!said.data) return
        await call('risk-criteria.approve', { id, expected_version: said.data.version, signature })
        await client.invalidateQueries({ queryKey: keys.all('risk-criteria') })
        await client.invalidateQueries({ queryKey: keys.all(risk.name) })
      }}
    />
  )
}

/** The scales, appetite, deadlines and authorities of one edition; a draft is edited here and approved by signature. */
export function Section({ recordId: id }: { recordId: string }) {
  const session = useSession()
  const client = useQueryClient()
  /** What was changed here, and the version it was changed from: others may save another meanwhile. */
  const [changed, setChanged] = useState<{ content: CriteriaContent; version: number } | null>(null)
  const [approving, setApproving] = useState(false)
  const { data } = useQuery({
    queryKey: [...keys.about('risk-criteria', id), 'content'],
    queryFn: ({ signal }) => call('risk-criteria.content', { id }, { signal }),
  })
  if (!data) return null
  const draft = data.state === 'draft'
  const { content, version } = changed ?? data
  const edit =
    draft && may(session, riskCriteria, 'write')
      ? (next: CriteriaContent) => setChanged({ content: next, version })
      : undefined
  const save = async () => {
    try {
      await call('risk-criteria.set-content', { id, expected_version: version, content })
      await client.invalidateQueries({ queryKey: keys.all('risk-criteria') })
      setChanged(null)
      notify({ text: t('criteria.saved') })
    } catch (error) {
      notify({ text: detailOf(error), tone: 'critical' })
    }
  }
  const check = (field: 'revenue_bands_set' | 'low_by_system_owner', label: string) => (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={content[field]}
        disabled={!edit}
        onChange={(event) => edit?.({ ...content, [field]: event.target.checked })}
      />
      {label}
    </label>
  )
  return (
    <section className={styles.part}>
      <div className={styles.bar}>
        <h2 className={styles.heading}>{t('criteria.title')}</h2>
        <span className={styles.grow} />
        {changed ? <Button onClick={() => void save()}>{t('criteria.save')}</Button> : null}
        {draft && !changed && session.permissions['risk-criteria:approve'] ? (
          <Button look="primary" onClick={() => setApproving(true)}>
            {t('criteria.approve')}
          </Button>
        ) : null}
      </div>
      {draft ? <p className={styles.lead}>{t('criteria.draft')}</p> : null}
      {data.gaps.length > 0 ? (
        <p className={styles.against} role="note">
          {t('criteria.gaps', { gaps: data.gaps.join('; ') })}
        </p>
      ) : null}
      <Appetite content={content} onChange={edit} />
      <h3 className={styles.small}>{t('criteria.impact')}</h3>
      <ImpactScale content={content} onChange={edit} />
      {check('revenue_bands_set', t('criteria.revenue'))}
      <Scales content={content} />
      <Limits content={content} />
      {check('low_by_system_owner', t('criteria.low_owner'))}
      {approving ? <Approval id={id} onClose={() => setApproving(false)} /> : null}
    </section>
  )
}
