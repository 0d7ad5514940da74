import { exchangeOperations } from '../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { Handler } from '../operations/handler.ts'
import type { ExchangeRules } from './exchange-rules.ts'
import { exportHandler } from './export.ts'
import { importHandler } from './import.ts'
import { previewHandler } from './preview.ts'
import { progressHandler } from './progress.ts'

/** Import and export of a register, from its declaration; a module adds only mappings and finders that create. */
export function exchangeHandlers<R extends AnyRegister>(register: R, rules: ExchangeRules = {}): Handler[] {
  const operations = exchangeOperations<string, R['fields'], string>(register)
  return [
    previewHandler(register, operations, rules),
    importHandler(register, operations, rules),
    progressHandler(register, operations),
    exportHandler(register, operations),
  ]
}
