import { importOperations } from '../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { Handler } from '../operations/handler.ts'
import { exportHandler } from './export/export.ts'
import { importHandler } from './import/import.ts'
import type { ImportRules } from './import/import-rules.ts'
import { previewHandler } from './import/preview.ts'
import { progressHandler } from './import/progress.ts'

/** Export of a register and, unless its declaration says why not, import; both from the declaration. */
export function exchangeHandlers(register: AnyRegister, rules: ImportRules): Handler[] {
  const exporting = exportHandler(register)
  if (register.not_imported !== undefined) return [exporting]
  const operations = importOperations(register)
  return [
    previewHandler(register, operations, rules),
    importHandler(register, operations, rules),
    progressHandler(register, operations),
    exporting,
  ]
}
