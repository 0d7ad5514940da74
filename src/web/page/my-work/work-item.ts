import type { OutputOf } from '../../../kernel/contract/operation.ts'
import type { listMyWork } from '../../../modules/obligation/contract.ts'

export type WorkPage = OutputOf<typeof listMyWork>
/** A row of My work. */
export type WorkItem = WorkPage['items'][number]
