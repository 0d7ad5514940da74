import { createHash } from 'node:crypto'
import { comparable } from '../comparable-text.ts'
import type { ColumnRef } from '../finding.ts'

/** SHA-256 (hex) over the comparable headers in their order: equal for files that share a form, whatever their rows. */
export function headerFingerprint(columns: readonly ColumnRef[]): string {
  return createHash('sha256')
    .update(JSON.stringify(columns.map((column) => comparable(column.header))))
    .digest('hex')
}
