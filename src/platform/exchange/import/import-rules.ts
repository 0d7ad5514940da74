import type { WriteRules } from '../../registers/write/write-rules.ts'
import type { ExchangeRules } from '../exchange-rules.ts'

/** What decides about the rows of one register: its module's rules for writing, and those for files. */
export interface ImportRules {
  readonly write: WriteRules
  readonly exchange: ExchangeRules
}
