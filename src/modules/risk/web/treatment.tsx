import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate } from '../../../web/messages/format.ts'
import { capital } from '../../../web/messages/words.ts'
import { usePermitted } from '../../../web/register/record/decision/permitted.ts'
import { FactList } from '../../../web/register/record/fact/facts.tsx'
import type { WholeRecord } from '../../../web/register/row.ts'
import { RecordState } from '../../../web/register/value/record-state.tsx'
import { Button, buttonClass } from '../../../web/ui/button.tsx'
import stacked from '../../../web/ui/stacked-table.module.css'
import { WideTable } from '../../../web/ui/wide-table.tsx'
import { risk } from '../risk.ts'
import { treatmentAction } from '../treatment/treatment-action.ts'
import { Score } from './assessment.tsx'
import { PlanApproval } from './plan-approval.tsx'
import styles from './risk.module.css'
import { actionsQuery, standingQuery } from './risk-answers.ts'
import { t } from './texts.ts'

interface Props {
  record: WholeRecord
  editable: boolean
  asOf: string | undefined
}

function Actions({ riskId, asOf }: { riskId: string; asOf: string | undefined }) {
  const { data } = useQuery(actionsQuery(riskId, asOf))
  if (!data) return null
  if (data.items.length === 0) return <p className={styles.empty}>{t('risk.treat.none')}</p>
  return (
    <WideTable label={t('risk.treat.plan')}>
      <table className={`${styles.table} ${stacked.stacked}`}>
        <thead>
          <tr>
            {(['action', 'control', 'owner', 'due', 'state'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`risk.treat.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.items.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link
                  to="/$plural/$id"
                  params={{ plural: 'treatment-actions', id: one.id }}
                  search={asOf ? { as_of: asOf } : {}}
                  className={styles.link}
                >
                  {one.title}
                </Link>
              </th>
              <td data-label={t('risk.treat.control')}>{one.control_id ? titleOf(one.control_id) : ''}</td>
              <td data-label={t('risk.treat.owner')} className={styles.figures}>
                {one.owner_id ? titleOf(one.owner_id) : ''}
              </td>
              <td data-label={t('risk.treat.due')} className={styles.figures}>
                {one.due_on ? formatDate(one.due_on) : ''}
              </td>
              <td data-label={t('risk.treat.state')}>
                <RecordState register={treatmentAction} state={one.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

/** States in which a treatment plan can be approved. */
const approvable: ReadonlySet<string> = new Set(['treatment_planned', 'treating', 'verifying'])

/** What is done about the risk, and what remains of it. */
export function Treatment({ record, editable, asOf }: Props) {
  const [approving, setApproving] = useState(false)
  const { data } = useQuery(standingQuery(record.id, asOf))
  const steps = data?.supported_steps
  const plan = data?.standing.plan ?? 'none'
  const approval = usePermitted(risk, asOf === undefined ? record : undefined, 'approve-plan')
  const waits = approvable.has(record.state) && plan !== 'approved'
  const none = steps && [steps.likelihood, ...Object.values(steps.impacts)].every((one) => one === 0)
  return (
    <>
      <FactList
        register={risk}
        record={record}
        editable={editable}
        fields={['treatment_option', 'target_level', 'treatment_rationale']}
      />
      <div className={styles.bar}>
        <h3 className={styles.small}>{t('risk.treat.plan')}</h3>
        <span className={styles.muted}>{t(`risk.plan.${plan}`)}</span>
        <span className={styles.grow} />
        {editable ? (
          <Link to="/$plural/new" params={{ plural: 'treatment-actions' }} className={buttonClass('plain')}>
            {t('risk.treat.add')}
          </Link>
        ) : null}
        {waits && approval.may ? (
          <Button onClick={() => setApproving(true)}>{t('risk.treat.approve')}</Button>
        ) : null}
      </div>
      {waits && approval.barredBecause ? (
        <p className={styles.muted}>{capital(approval.barredBecause)}</p>
      ) : null}
      <Actions riskId={record.id} asOf={asOf} />
      <h3 className={styles.small}>{t('risk.treat.residual')}</h3>
      {steps ? (
        <p className={styles.muted}>
          {none
            ? t('risk.treat.unsupported')
            : t('risk.treat.supported', { likelihood: steps.likelihood, ...steps.impacts })}
        </p>
      ) : null}
      <FactList
        register={risk}
        record={record}
        editable={editable}
        fields={[
          'residual_likelihood',
          'residual_impact_organization',
          'residual_impact_individuals',
          'residual_impact_societies',
          'residual_rationale',
        ]}
      />
      <Score record={record} of="residual" />
      {approving ? <PlanApproval record={record} onClose={() => setApproving(false)} /> : null}
    </>
  )
}
