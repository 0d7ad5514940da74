import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../../../web/app/query-keys.ts'
import { call } from '../../../../web/client/call.ts'
import { detailOf } from '../../../../web/client/problem.ts'
import { may, useSession } from '../../../../web/client/session.ts'
import { RecordPart } from '../../../../web/register/record/record-part.tsx'
import { Button } from '../../../../web/ui/button.tsx'
import { notify } from '../../../../web/ui/overlay/toast.tsx'
import type { CriteriaContent } from '../../criteria/criteria-content.ts'
import { riskCriteria } from '../../criteria/risk-criteria.ts'
import styles from '../risk.module.css'
import { criteriaContentQuery } from '../risk-answers.ts'
import { t } from '../texts.ts'
import { Appetite, type Change, ImpactScale, Limits, Scales } from './criteria-scales.tsx'

const statements = {
  revenue_bands_set: { yes: 'criteria.revenue', no: 'criteria.revenue_not' },
  low_by_system_owner: { yes: 'criteria.low_owner', no: 'criteria.low_owner_not' },
} as const
type Statement = keyof typeof statements

/** Something the criteria state or do not: a box while they are a draft, then the statement itself. */
function Stated({
  field,
  content,
  onChange,
}: {
  field: Statement
  content: CriteriaContent
  onChange: Change | undefined
}) {
  const { yes, no } = statements[field]
  if (!onChange) return <p className={styles.statement}>{t(content[field] ? yes : no)}.</p>
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={content[field]}
        onChange={(event) => onChange({ ...content, [field]: event.target.checked })}
      />
      {t(yes)}
    </label>
  )
}

/** The scales, appetite, deadlines and authorities of one edition; a draft is edited here. */
export function Section({ recordId: id }: { recordId: string }) {
  const session = useSession()
  const client = useQueryClient()
  /** What was changed here, and the version it was changed from: others may save another meanwhile. */
  const [changed, setChanged] = useState<{ content: CriteriaContent; version: number } | null>(null)
  const { data } = useQuery(criteriaContentQuery(id))
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
  const check = (field: Statement) => <Stated field={field} content={content} onChange={edit} />
  return (
    <RecordPart
      title={t('criteria.title')}
      beside={changed ? <Button onClick={() => void save()}>{t('criteria.save')}</Button> : null}
    >
      {draft ? <p className={styles.lead}>{t('criteria.draft')}</p> : null}
      {data.gaps.length > 0 ? (
        <p className={styles.gaps} role="note">
          {t('criteria.gaps', { gaps: data.gaps.join('; ') })}
        </p>
      ) : null}
      <Appetite content={content} onChange={edit} />
      <h3 className={styles.small}>{t('criteria.impact')}</h3>
      <ImpactScale content={content} onChange={edit} />
      {check('revenue_bands_set')}
      <Scales content={content} />
      <Limits content={content} />
      {check('low_by_system_owner')}
    </RecordPart>
  )
}
