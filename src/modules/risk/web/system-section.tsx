import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { useSession } from '../../../web/client/session.ts'
import { RecordPart } from '../../../web/register/record/record-part.tsx'
import { RecordState } from '../../../web/register/value/record-state.tsx'
import { Button } from '../../../web/ui/button.tsx'
import stacked from '../../../web/ui/stacked-table.module.css'
import { WideTable } from '../../../web/ui/wide-table.tsx'
import { risk } from '../risk.ts'
import { categoryName } from './category-name.ts'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { ScenarioDialog } from './scenario/scenario-dialog.tsx'
import { t } from './texts.ts'

/** The risks of an AI system, the highest first, and a way to start from a scenario. */
export function Section({ recordId }: { recordId: string }) {
  const session = useSession()
  const [adding, setAdding] = useState(false)
  const { data } = useQuery({
    queryKey: [...keys.lists(risk.name), 'of-system', recordId],
    queryFn: ({ signal }) =>
      call(
        'risk.list',
        {
          ai_system_id: recordId,
          columns: 'title,category,inherent_level,residual_level,state',
          sort: '-inherent_score',
          limit: 50,
        },
        { signal },
      ),
  })
  const above = useQuery({
    queryKey: [...keys.summaries(risk.name), 'above', recordId],
    queryFn: ({ signal }) => call('risk.above-appetite', { ai_system_id: recordId }, { signal }),
  })
  if (!data) return null
  const unanswered = new Set(above.data?.items.map(({ id }) => id))
  return (
    <RecordPart
      title={t('system.title')}
      beside={
        <>
          {data.items.length > 0 ? (
            <Link
              to="/$plural"
              params={{ plural: 'risks' }}
              search={{ ai_system_id: recordId }}
              className={styles.link}
            >
              {t('system.all')}
            </Link>
          ) : null}
          {session.permissions['risk:write'] ? (
            <Button onClick={() => setAdding(true)}>{t('system.add')}</Button>
          ) : null}
        </>
      }
    >
      {data.items.length === 0 ? (
        <p className={styles.empty}>{t('system.none')}</p>
      ) : (
        <WideTable label={t('system.title')}>
          <table className={`${styles.table} ${stacked.stacked}`}>
            <tbody>
              {data.items.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to="/$plural/$id" params={{ plural: 'risks', id: one.id }} className={styles.link}>
                      {one.title}
                    </Link>
                    {unanswered.has(one.id) ? <p className={styles.muted}>{t('system.unanswered')}</p> : null}
                  </th>
                  <td data-label={t('system.category')}>
                    {one.category ? categoryName(one.category) : null}
                  </td>
                  <td data-label={t('heat.level')}>
                    <LevelMark level={one.residual_level ?? one.inherent_level ?? null} />
                  </td>
                  <td data-label={t('risk.treat.state')}>
                    <RecordState register={risk} state={one.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {adding ? <ScenarioDialog systemId={recordId} onClose={() => setAdding(false)} /> : null}
    </RecordPart>
  )
}
