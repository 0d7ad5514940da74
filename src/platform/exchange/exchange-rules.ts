import type { ImportMapping } from '../../kernel/register/exchange.ts'
import type { CellProblem } from '../../kernel/tabular/finding.ts'
import type { SharedScope, SharedTransaction } from '../operations/scope.ts'

/** One step of a path to a record: its title, and what a record that has to be created is given besides. */
export interface PathLevel {
  readonly title: string
  readonly attributes: Readonly<Record<string, string>>
}

/** From the top down; never empty. */
export type RecordPath = readonly PathLevel[]

/** What an import asks while it reads: any scope can answer it. */
export type Reading = SharedScope

/** Turns paths of titles into ids of records, during one import or dry run. */
export interface RecordFinder {
  /** Reads what is needed to answer for these paths. */
  readonly learn: (paths: readonly RecordPath[]) => Promise<void>
  /** The record's id, also of one that `create` has yet to make; a problem when there is none. */
  readonly find: (path: RecordPath) => string | CellProblem
  /** Every record that has to be created, in the order of creation. */
  readonly planned: () => readonly { readonly register: string; readonly path: readonly string[] }[]
  /**
   * Creates what was planned since the last call; the import records it. It sends its statements before it waits for
   * anything: the rows that point to them follow at once.
   */
  readonly create: (tx: SharedTransaction) => Promise<void>
}

/** What a module adds to import and export of its register. */
export interface ExchangeRules {
  /** Reads the mappings that come with the product. */
  readonly mappings?: () => readonly ImportMapping[]
  /**
   * How files of any register name a record of this one, where that is more than its title; it may create those that
   * are missing.
   */
  readonly find?: (scope: Reading) => RecordFinder
}

/** A path in one line, as people write it. */
export const pathText = (path: RecordPath): string => path.map(({ title }) => title).join(' > ')

/** The reverse of `pathText`. */
export function pathFrom(text: string): RecordPath {
  return text
    .split(' > ')
    .map((title) => title.trim())
    .filter((title) => title !== '')
    .map((title) => ({ title, attributes: {} }))
}
