import { same } from '../../edit/conflict.ts'
import type { Row } from '../../row.ts'

interface Summary {
  readonly count: number
  readonly groups: readonly { readonly value: unknown; readonly count: number }[]
}

/**
 * How many records will change. Of those that were read it is each that holds something else; of more, what the server
 * counted by value, and without that at most all others.
 */
export function willChange(
  held: readonly Row[] | undefined,
  summary: Summary | undefined,
  { field, value, count }: { field: string; value: unknown; count: number },
): { readonly most: number; readonly exact: boolean } | undefined {
  if (held === undefined) return undefined
  const differing = held.filter((row) => !same(row[field], value)).length
  const beyond = Math.max(0, count - held.length)
  if (beyond === 0) return { most: differing, exact: true }
  // A summary names so many values at most: where it ends early, it counts fewer records.
  if (summary?.count !== count) return { most: beyond + differing, exact: false }
  const alike = summary.groups.find((group) => same(group.value, value))?.count ?? 0
  return { most: count - alike, exact: true }
}
