import { formatNumber } from '../../../web/messages/format.ts'
import { oneOf, readable } from '../../../web/messages/words.ts'
import styles from './operation-detail.module.css'
import { t, tn } from './texts.ts'
import type { Change } from './trail-query.ts'

/** What the rows of a table are called: by their register, or by the table where there is none. */
export const kindOf = ({ register, table }: Pick<Change, 'register' | 'table'>): string =>
  register === null ? readable(table ?? '') : oneOf({ name: register })

interface Kind {
  readonly kind: string
  readonly action: Change['action']
  readonly leaves: readonly number[]
  readonly count: number
}

function kindsOf(rows: readonly Change[]): Kind[] {
  const kinds = new Map<string, Kind>()
  for (const row of rows) {
    const kind = kindOf(row)
    const key = `${kind} ${row.action}`
    const before = kinds.get(key) ?? { kind, action: row.action, leaves: [], count: 0 }
    const leaves = row.leaf_index === null ? before.leaves : [...before.leaves, row.leaf_index]
    kinds.set(key, { ...before, leaves, count: before.count + 1 })
  }
  return [...kinds.values()]
}

/** Leaves in order, neighbours as a range. */
export function leavesText(leaves: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const leaf of [...leaves].sort((one, other) => one - other)) {
    const last = ranges.at(-1)
    if (last && leaf === last[1] + 1) last[1] = leaf
    else ranges.push([leaf, leaf])
  }
  return ranges
    .map(([from, to]) => (from === to ? formatNumber(from) : `${formatNumber(from)}–${formatNumber(to)}`))
    .join(', ')
}

/** The rows whose content the person may not read: how many of what, and where they are proved; said once. */
export function WithheldRows({ rows }: { rows: readonly Change[] }) {
  if (rows.length === 0) return null
  return (
    <div className={styles.row}>
      {kindsOf(rows).map(({ kind, action, leaves, count }) => (
        <p key={`${kind} ${action}`} className={styles.head}>
          <span className={styles.name}>{kind}</span>
          <span className={styles.quiet}>
            {count === 1 ? '' : `${formatNumber(count)} `}
            {t(`detail.action.${action}`)}
            {leaves.length === 0 ? '' : ` · ${tn('detail.leaves', leaves.length, leavesText(leaves))}`}
          </span>
        </p>
      ))}
      <p className={styles.quiet}>{tn('detail.withheld', rows.length, formatNumber(rows.length))}</p>
    </div>
  )
}
