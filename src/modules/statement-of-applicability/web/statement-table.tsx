import type { RowGroup } from './choose-rows.ts'
import type { Conflict, Shown } from './queries.ts'
import { StatementRowLine } from './row/statement-row.tsx'
import styles from './statement.module.css'
import { t } from './texts.ts'

const columns = ['control', 'decision', 'justification', 'origins', 'controls', 'status', 'owner'] as const

interface Props {
  groups: readonly RowGroup[]
  conflicts: readonly Conflict[]
  guidance: Shown['guidance']
  active: string | null
  inside: boolean
  onActive: (id: string | null) => void
}

/** The rows under the headings of Annex A. */
export function StatementTable({ groups, conflicts, guidance, active, inside, onActive }: Props) {
  return (
    <table className={styles.table}>
      <caption className="sr-only">{t('soa.title')}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column} className={styles[`col_${column}`]} />
        ))}
      </colgroup>
      <thead className={styles.head}>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`soa.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id}>
          <tr className={styles.group}>
            <th scope="colgroup" colSpan={columns.length} title={group.intent ?? undefined}>
              <span className={styles.groupNumber}>{group.id}</span>
              {group.title}
              <span className={styles.count}>{group.rows.length}</span>
            </th>
          </tr>
          {group.rows.map((row) => (
            <StatementRowLine
              key={row.id}
              row={row}
              conflicts={conflicts}
              guidance={row.requirement ? guidance[row.reference ?? ''] : undefined}
              active={row.id === active}
              follows={active !== null}
              inside={inside}
              onActive={onActive}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}
