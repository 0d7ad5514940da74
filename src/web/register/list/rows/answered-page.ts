import type { Lock } from '../../lock.ts'
import type { Row } from '../../row.ts'

/** A page of a list as the server answers it. */
export interface AnsweredPage {
  readonly items: readonly Row[]
  readonly next_cursor: string | null
  readonly tree_size: number | null
  readonly locks: readonly Lock[]
}
