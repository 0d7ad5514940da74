import { formatNumber } from '../../../../web/messages/format.ts'
import { capital } from '../../../../web/messages/words.ts'
import { Choice } from '../../../../web/ui/field/choice.tsx'
import stacked from '../../../../web/ui/stacked-table.module.css'
import { WideTable } from '../../../../web/ui/wide-table.tsx'
import type { CriteriaContent } from '../../criteria/criteria-content.ts'
import { roleName } from '../../decision/role-name.ts'
import { type Category, categories, dimensions, type RiskLevel, riskLevels } from '../../score/scale.ts'
import { levelOf } from '../../score/score.ts'
import { categoryName } from '../category-name.ts'
import { CellWords, cellProps, LevelGrid } from '../level-grid.tsx'
import { LevelMark } from '../level-mark.tsx'
import styles from '../risk.module.css'
import { t } from '../texts.ts'

/** Receives the changed content; undefined where it may not be changed. */
export type Change = (content: CriteriaContent) => void

interface Editable {
  content: CriteriaContent
  onChange: Change | undefined
}

/** The highest level of each category that needs no acceptance. */
export function Appetite({ content, onChange }: Editable) {
  return (
    <>
      <h3 className={styles.small}>{t('criteria.appetite')}</h3>
      <p className={styles.lead}>{t('criteria.appetite_help')}</p>
      <dl className={styles.facts}>
        {categories.map((category: Category) => (
          <div key={category} className={styles.fact}>
            <dt className={styles.muted}>{categoryName(category)}</dt>
            <dd>
              {onChange ? (
                <span className={styles.choice}>
                  <Choice
                    compact
                    label={`${t('criteria.appetite')}: ${categoryName(category)}`}
                    options={[
                      { value: '', label: t('criteria.undecided') },
                      ...riskLevels.map((level) => ({ value: level, label: t(`risk.level.${level}`) })),
                    ]}
                    value={content.appetite[category] ?? ''}
                    onChange={(level) =>
                      onChange({
                        ...content,
                        appetite: { ...content.appetite, [category]: level === '' ? null : level },
                      })
                    }
                  />
                </span>
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

/** What each level of impact means, for whom. */
export function ImpactScale({ content, onChange }: Editable) {
  return (
    <WideTable label={t('criteria.impact')}>
      <table className={`${styles.table} ${stacked.stacked}`}>
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
                <td key={dimension} data-label={t(`risk.dimension.${dimension}`)}>
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
    </WideTable>
  )
}

/** What each level of likelihood means, and the level of risk that follows from both. */
export function Scales({ content }: { content: CriteriaContent }) {
  return (
    <>
      <h3 className={styles.small}>{t('criteria.likelihood')}</h3>
      <WideTable label={t('criteria.likelihood')}>
        <table className={`${styles.table} ${stacked.stacked}`}>
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
                {(['per_year', 'per_use', 'evidence'] as const).map((key) => (
                  <td key={key} data-label={t(`criteria.${key}`)}>
                    {one[key]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <h3 className={styles.small} id="criteria-matrix">
        {t('criteria.matrix')}
      </h3>
      <LevelGrid
        labelledBy="criteria-matrix"
        criteria={content}
        cell={(likelihood, impact) => {
          const level = levelOf(likelihood, impact, content)
          return (
            <div {...cellProps(level)}>
              <CellWords figure={formatNumber(likelihood * impact)} level={level} />
            </div>
          )
        }}
      />
    </>
  )
}

/** How soon a risk of each level is treated, and who may accept it for how long. */
export function Limits({ content }: { content: CriteriaContent }) {
  const days = (count: number | null) =>
    count === null ? t('criteria.any') : t('criteria.days', { days: count })
  return (
    <>
      <h3 className={styles.small}>{t('criteria.deadlines')}</h3>
      <WideTable label={t('criteria.deadlines')}>
        <table className={`${styles.table} ${stacked.stacked}`}>
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
                  <th scope="row">
                    <LevelMark level={level} />
                  </th>
                  <td data-label={t('criteria.plan_within')} className={styles.figures}>
                    {due.plan_within_working_days === null
                      ? t('criteria.any')
                      : t('criteria.working_days', { days: due.plan_within_working_days })}
                  </td>
                  <td data-label={t('criteria.done_within')} className={styles.figures}>
                    {days(due.done_within_days ?? due.reduce_within_days)}
                  </td>
                  <td data-label={t('criteria.accepted_by')}>
                    {capital(rule.accepted_by.map(roleName).join(', '))}
                  </td>
                  <td data-label={t('criteria.valid')} className={styles.figures}>
                    {days(rule.maximum_validity_days)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </WideTable>
    </>
  )
}
