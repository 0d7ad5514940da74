import { IconArrowUpRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { StatementRow } from '../../statement.ts'
import { ConflictCard } from '../fact/conflict-card.tsx'
import type { Conflict, Guidance } from '../queries.ts'
import { t } from '../texts.ts'
import styles from './panel.module.css'

interface Props {
  row: StatementRow
  guidance: Guidance | undefined
  conflicts: readonly Conflict[]
}

function About({ guidance }: { guidance: Guidance }) {
  return (
    <dl className={styles.about}>
      <div>
        <dt>{t('soa.panel.intent')}</dt>
        <dd>{guidance.intent}</dd>
      </div>
      <div>
        <dt>{t('soa.panel.exclusion')}</dt>
        <dd>{guidance.exclusion_note}</dd>
      </div>
      <div>
        <dt>{t('soa.panel.auditor')}</dt>
        <dd>{guidance.auditor_samples}</dd>
      </div>
      <div>
        <dt>{t('soa.panel.evidence')}</dt>
        <dd>
          <ul className={styles.evidence}>
            {guidance.typical_evidence.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  )
}

/** What to know while deciding about a row: what the control is for, what auditors look at, what speaks against it. */
export function RowPanel({ row, guidance, conflicts }: Props) {
  const own = conflicts.filter(({ row_id }) => row_id === row.id)
  return (
    <div className={styles.content}>
      <h2 className={styles.title}>
        <span className={styles.number}>{row.reference}</span> {row.title}
      </h2>
      {own.length > 0 ? (
        <section className={styles.conflicts}>
          <h3 className={styles.small}>{t('soa.panel.conflicts')}</h3>
          {own.map((one) => (
            <ConflictCard key={one.rule_id} row={row} conflict={one} />
          ))}
        </section>
      ) : null}
      {guidance ? <About guidance={guidance} /> : <p className={styles.quiet}>{t('soa.panel.own')}</p>}
      <ul className={styles.ways}>
        {row.requirement ? (
          <li>
            <Link
              to="/$plural/$id"
              params={{ plural: 'requirements', id: row.requirement }}
              className={styles.way}
            >
              {t('soa.panel.requirement')}
              <IconArrowUpRight size={14} stroke={1.75} />
            </Link>
          </li>
        ) : null}
        <li>
          <Link to="/$plural/$id" params={{ plural: 'soa-rows', id: row.id }} className={styles.way}>
            {t('soa.panel.record')}
            <IconArrowUpRight size={14} stroke={1.75} />
          </Link>
        </li>
      </ul>
    </div>
  )
}
