import { exportOperation } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { type Handler, query } from '../../operations/handler.ts'
import type { ReadScope } from '../../operations/scope.ts'
import type { RegisterTables } from '../../registers/read/source.ts'
import { writeCsv } from '../../tabular/csv/write-csv.ts'
import { writeXlsx } from '../../tabular/workbook/write-xlsx.ts'
import { dayIn } from '../../work/today.ts'
import { exportColumns, exportRows } from './export-rows.ts'
import { holdOutput } from './held-output.ts'

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Exports exactly the rows and columns that a list shows, with titles for people and records. */
export function exportHandler(register: AnyRegister): Handler {
  return query<RegisterTables>()(exportOperation(register), async (scope, input) => {
    const columns = exportColumns(register, input)
    const rows = exportRows(register, scope as unknown as ReadScope<never>, input, columns)
    const file =
      input.format === 'csv'
        ? writeCsv(columns, rows, { bom: true })
        : writeXlsx(columns, rows, { sheetName: register.plural, writtenAt: scope.now })
    const day = await dayIn(scope, input.as_of ?? scope.now)
    return {
      file_name: `${register.plural}-${day}.${input.format}`,
      content_type: contentTypes[input.format],
      ...(await holdOutput(file)),
    }
  })
}
