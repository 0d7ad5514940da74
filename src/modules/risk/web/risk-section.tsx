import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { may, useSession } from '../../../web/client/session.ts'
import { formatDate } from '../../../web/messages/format.ts'
import { labelOf } from '../../../web/messages/words.ts'
import { RecordPart } from '../../../web/register/record/record-part.tsx'
import { recordQuery } from '../../../web/register/record/record-query.ts'
import { ownerOf } from '../../../web/register/row.ts'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import { StaleNotice } from '../../../web/ui/notice/stale-notice.tsx'
import { risk } from '../risk.ts'
import { needsToTell } from '../standing/need.ts'
import { Acceptance } from './acceptance.tsx'
import { Assessment } from './assessment.tsx'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { standingQuery } from './risk-answers.ts'
import { t } from './texts.ts'
import { Treatment } from './treatment.tsx'

type Change = NonNullable<
  Awaited<ReturnType<NonNullable<ReturnType<typeof standingQuery>['queryFn']>>>
>['scenario_changes'][number]

/** A number with what it was and is; of longer texts only that they changed. */
const changeText = ({ field, before, after }: Change): string =>
  typeof before === 'number' && typeof after === 'number'
    ? t('risk.scenario.number', { field: labelOf(risk, field), before, after })
    : labelOf(risk, field)

function Now({ id, asOf }: { id: string; asOf: string | undefined }) {
  const { data } = useQuery(standingQuery(id, asOf))
  if (!data) return null
  const { standing } = data
  const expires = standing.acceptance_expires_on ? formatDate(standing.acceptance_expires_on) : ''
  return (
    <RecordPart title={t(asOf === undefined ? 'risk.now.title' : 'risk.now.title_then')}>
      {data.scenario_changes.length > 0 ? (
        <StaleNotice title={t('risk.scenario.title')} reasons={data.scenario_changes.map(changeText)} />
      ) : null}
      <dl className={styles.now}>
        <div>
          <dt>{t(asOf === undefined ? 'risk.now.level' : 'risk.now.level_then')}</dt>
          <dd>
            <LevelMark level={standing.level} bracketed={standing.residual_supported === false} />{' '}
            {standing.basis ? t(`risk.now.${standing.basis}`) : null}
          </dd>
        </div>
        <div>
          <dt>{t('risk.now.appetite')}</dt>
          <dd>
            <LevelMark level={standing.appetite} />{' '}
            {standing.above_appetite === null
              ? null
              : t(standing.above_appetite ? 'risk.now.above' : 'risk.now.within')}
          </dd>
        </div>
        {standing.plan_by && standing.overdue_part === 'plan' ? (
          <div>
            <dt>{t('risk.now.plan_due')}</dt>
            <dd>
              {formatDate(standing.plan_by)} <strong>{t('risk.now.overdue')}</strong>
            </dd>
          </div>
        ) : null}
        {standing.done_by ? (
          <div>
            <dt>{t('risk.now.due')}</dt>
            <dd>
              {formatDate(standing.done_by)}{' '}
              {standing.overdue_part === 'treatment' ? <strong>{t('risk.now.overdue')}</strong> : null}
            </dd>
          </div>
        ) : null}
        {standing.overdue_action ? (
          <div>
            <dt>{t('risk.now.overdue_action')}</dt>
            <dd>
              <Link
                to="/$plural/$id"
                params={{ plural: 'treatment-actions', id: standing.overdue_action.id }}
                search={asOf ? { as_of: asOf } : {}}
                className={styles.link}
              >
                {standing.overdue_action.title}
              </Link>
              , <strong>{t('risk.now.was_due', { day: formatDate(standing.overdue_action.due_on) })}</strong>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t('risk.now.acceptance')}</dt>
          <dd>{t(`risk.acceptance.${standing.acceptance}`, { day: expires })}</dd>
        </div>
        <div>
          <dt>{t('risk.need.title')}</dt>
          <dd>
            {standing.needs.length === 0 ? (
              t(asOf === undefined ? 'risk.need.nothing' : 'risk.need.nothing_then')
            ) : (
              <ul>
                {needsToTell(standing.needs).map((need) => (
                  <li key={need}>{t(`risk.need.${need}`)}</li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
      {standing.residual_supported === false ? (
        <ProblemNote standing text={t('risk.now.unsupported')} />
      ) : null}
    </RecordPart>
  )
}

/** What is special about a risk's page: where it stands or stood, the assessment, treatment and acceptance. */
export function Section({ recordId, asOf }: { recordId: string; asOf?: string | undefined }) {
  const session = useSession()
  const { data } = useQuery(recordQuery(risk, recordId, asOf))
  if (!data) return null
  const { record } = data
  const editable =
    asOf === undefined &&
    record.archived_at === null &&
    may(session, risk, 'write', { owner_id: ownerOf(record) })
  return (
    <>
      <Now id={recordId} asOf={asOf} />
      <RecordPart title={t('risk.assess.title')}>
        <Assessment record={record} editable={editable} asOf={asOf} />
      </RecordPart>
      <RecordPart title={t('risk.treat.title')}>
        <Treatment record={record} editable={editable} asOf={asOf} />
      </RecordPart>
      <RecordPart title={t('risk.decide.title')}>
        <Acceptance record={record} editable={editable} asOf={asOf} />
      </RecordPart>
    </>
  )
}
