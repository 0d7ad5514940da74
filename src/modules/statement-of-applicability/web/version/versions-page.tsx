import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { titleOf } from '../../../../web/client/titles.ts'
import { formatInstant } from '../../../../web/messages/format.ts'
import { PageError } from '../../../../web/page/trouble.tsx'
import { PageHeader } from '../../../../web/shell/page/page-header.tsx'
import { buttonClass } from '../../../../web/ui/button.tsx'
import { StateMark } from '../../../../web/ui/mark/state-mark.tsx'
import { EmptyPage } from '../../../../web/ui/notice/empty-page.tsx'
import { versionsQuery } from '../queries.ts'
import { t } from '../texts.ts'
import { useParent } from './use-parent.ts'
import styles from './version.module.css'

/** Every approved version, newest first. */
export function Page() {
  const read = useQuery(versionsQuery)
  const items = read.data?.items
  return (
    <>
      <PageHeader title={t('soa.versions')} parent={useParent()} />
      {read.error ? <PageError within error={read.error} reset={() => void read.refetch()} /> : null}
      {items?.length === 0 ? (
        <EmptyPage title={t('soa.versions.none')} about={t('soa.versions.none_about')}>
          <Link
            to="/$plural"
            params={{ plural: 'statement-of-applicability' }}
            className={buttonClass('primary')}
          >
            {t('soa.versions.go')}
          </Link>
        </EmptyPage>
      ) : (
        <div className={styles.scroll} aria-busy={read.isPending}>
          <div className={styles.page}>
            {items ? (
              <table className={`${styles.table} ${styles.list}`}>
                <thead>
                  <tr>
                    <th scope="col">{t('soa.version.number')}</th>
                    <th scope="col">{t('soa.version.state')}</th>
                    <th scope="col">{t('soa.version.approved')}</th>
                    <th scope="col">{t('soa.version.by')}</th>
                    <th scope="col">{t('soa.version.rows')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <th scope="row">
                        <Link
                          to="/$plural/$id"
                          params={{ plural: 'statement-of-applicability', id: one.id }}
                          className={styles.link}
                          data-row-link={one.id}
                        >
                          {t('soa.version', { number: one.number })}
                        </Link>
                      </th>
                      <td>
                        <StateMark tone={one.state === 'approved' ? 'positive' : 'neutral'}>
                          {t(`soa.version.state.${one.state}`)}
                        </StateMark>
                      </td>
                      <td>
                        <time dateTime={one.approved_at}>{formatInstant(one.approved_at)}</time>
                      </td>
                      <td>{titleOf(one.approved_by)}</td>
                      <td className={styles.figures}>
                        {one.included} / {one.excluded}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : null}
          </div>
        </div>
      )}
    </>
  )
}
