import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { call } from '../../../web/client/call.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate } from '../../../web/messages/format.ts'
import type { rerunPreview } from '../contract.ts'
import styles from './overview-page.module.css'
import { t } from './texts.ts'

type Rerun = z.output<(typeof rerunPreview)['output']>['items'][number]

/** One difference between the results, in the words of the law's content. */
function changeText(one: Rerun, { what, before, after }: Rerun['changes'][number]): string {
  if (what === 'tier')
    return t('rerun.tier', {
      before: one.before.tier_title ?? t('rerun.open'),
      after: one.after.tier_title ?? t('rerun.open'),
    })
  if (what === 'obligation')
    return after === null
      ? t('rerun.duty_gone', { duty: before ?? '' })
      : t('rerun.duty_new', { duty: after })
  if (what === 'date' && before && after)
    return t('rerun.date', { before: formatDate(before), after: formatDate(after) })
  return t(what === 'sign_off' ? 'rerun.sign_off' : what === 'questions' ? 'rerun.questions' : 'rerun.way')
}

/** What the law that the product brings would change, before anybody adopts it. */
export function RerunPreview() {
  const read = useQuery({
    queryKey: ['determination', 'rerun'],
    queryFn: ({ signal }) => call('determination.rerun-preview', { limit: 200 }, { signal }),
  })
  return (
    <section className={styles.part} aria-labelledby="rerun">
      <h2 id="rerun" className={styles.heading}>
        {t('regulation.rerun')}
      </h2>
      <p className={styles.muted}>{t('regulation.rerun_about')}</p>
      {read.data?.items.length === 0 ? <p>{t('regulation.rerun_none')}</p> : null}
      <ul>
        {read.data?.items.map((one) => (
          <li key={one.determination_id} className={styles.item}>
            <Link
              to="/$plural/$id"
              params={{ plural: 'determinations', id: one.determination_id }}
              className={styles.link}
            >
              {titleOf(one.ai_system_id) ?? one.determination_id}
            </Link>
            <span className={styles.muted}>
              {[...new Set(one.changes.map((change) => changeText(one, change)))].join('; ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
