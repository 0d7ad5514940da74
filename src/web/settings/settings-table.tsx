import type { ReactNode } from 'react'
import plain from '../ui/plain-table.module.css'
import { WideTable } from '../ui/wide-table.tsx'
import styles from './settings.module.css'

interface Column {
  heading: string
  /** Left out on a narrow page. */
  wide?: boolean
}

interface Props {
  label: string
  columns: readonly Column[]
  /** The last column holds what can be done with a row, and needs no heading. */
  actions?: boolean
  busy?: boolean
  /** Rows, `tr` by `tr`. */
  children: ReactNode
}

/** A table of the settings: sessions, people, keys, content, jobs. */
export const SettingsTable = ({ label, columns, actions = false, busy, children }: Props) => (
  <div className={styles.rows}>
    <WideTable label={label}>
      <table className={`${plain.table} ${styles.table}`} data-actions={actions} aria-busy={busy}>
        <thead>
          <tr>
            {columns.map(({ heading, wide }) => (
              <th key={heading} scope="col" className={wide ? styles.onlyWide : undefined}>
                {heading}
              </th>
            ))}
            {actions ? <td /> : null}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </WideTable>
  </div>
)
