import type { OutputOf } from '../../../kernel/contract/operation.ts'
import type { listDuplicates } from '../duplicate-contract.ts'

/** Systems that may be one and the same. */
export type Group = OutputOf<typeof listDuplicates>['items'][number]
