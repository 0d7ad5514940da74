import { Link } from '@tanstack/react-router'
import { readable } from '../../../web/messages/words.ts'
import type { RequirementPage } from '../page/page-schema.ts'
import styles from './requirement-page.module.css'
import { t } from './texts.ts'

type Row = RequirementPage['crosswalk'][number]

function Target({ row }: { row: Row }) {
  const words = row.title ? `${row.ref} ${row.title}` : row.ref
  return row.urn ? (
    <Link to="/$plural/$id" params={{ plural: 'requirements', id: row.urn }} className={styles.inline}>
      {words}
    </Link>
  ) : (
    words
  )
}

/** How a requirement relates to those of other frameworks, framework by framework. */
export function CrosswalkRows({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return null
  const frameworks = [...new Map(rows.map((row) => [row.framework_id, row.framework_title]))]
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('requirement.crosswalk')}</h2>
      <p className={styles.muted}>{t('requirement.crosswalk_about')}</p>
      {frameworks.map(([id, title]) => (
        <div key={id} className={styles.framework}>
          <h3>{title}</h3>
          <ul className={styles.findings}>
            {rows
              .filter(({ framework_id }) => framework_id === id)
              .map((row) => (
                <li key={`${row.ref}/${row.relationship}`}>
                  <span>
                    <Target row={row} />
                    <span className={styles.relation} title={`${row.meaning}. ${row.permitted_use}.`}>
                      {readable(row.relationship)}
                    </span>
                  </span>
                  <span className={styles.muted}>{row.rationale}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
