import type { AnyRegister } from '../../kernel/register/register.ts'
import type { ExchangeRules } from '../exchange/exchange-rules.ts'
import type { Handler } from '../operations/handler.ts'
import type { WriteRules } from './write/write-rules.ts'

/** A register with the code of every operation that follows from its declaration. */
export interface ServedRegister {
  readonly register: AnyRegister
  readonly handlers: readonly Handler[]
  /** What its module decides about its records, for writes that do not go through its own operations. */
  readonly rules: WriteRules
  /** What its module adds to reading its records from files. */
  readonly exchange: ExchangeRules
}
