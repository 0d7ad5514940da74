import type { z } from 'zod'
import type { ImportOperations, importPreview } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { isWrong } from '../../../kernel/tabular/finding.ts'
import { headerFingerprint } from '../../../kernel/tabular/mapping/header-fingerprint.ts'
import { type Handler, query } from '../../operations/handler.ts'
import type { RegisterTables } from '../../registers/read/source.ts'
import type { Table } from '../../tabular/table.ts'
import { pathText } from '../exchange-rules.ts'
import { chooseMapping, knownMappings } from '../mapping/choose-mapping.ts'
import { columnsUnused } from '../mapping/mapped-columns.ts'
import { examine } from '../row/examine.ts'
import type { ExaminedRow } from '../row/examined-row.ts'
import { rowReader } from '../row/row-reader.ts'
import { Tally } from '../row/tally.ts'
import type { ImportRules } from './import-rules.ts'
import { withUploadedTable } from './open-upload.ts'

type Preview = z.input<typeof importPreview>

const MOST_GROUPS = 500
const MOST_NEW_RECORDS = 500

const describeFile = (name: string, table: Table): Preview['file'] => ({
  name,
  sha256: table.sha256,
  format: table.format,
  encoding: table.encoding,
  delimiter: table.delimiter,
  sheet: table.format === 'xlsx' ? table.sheet : null,
  sheets: table.format === 'xlsx' ? table.sheets.map((sheet) => sheet.name) : [],
})

/** A row as the preview shows it: references by their path. */
const sampleOf = ({ row, action, findings }: ExaminedRow): Preview['sample'][number] => ({
  line: row.line,
  action: isWrong(findings) ? 'refuse' : action,
  values: {
    ...row.record,
    ...row.values,
    ...row.custom,
    ...Object.fromEntries(Object.entries(row.paths).map(([field, path]) => [field, path && pathText(path)])),
  },
})

/** The dry run: what importing a file would do, row by row. It writes nothing. */
export function previewHandler(
  register: AnyRegister,
  operations: ImportOperations,
  rules: ImportRules,
): Handler {
  return query<RegisterTables>()(operations.preview, (scope, input) =>
    withUploadedTable(scope.upload, input, async (table) => {
      const known = await knownMappings(register, scope, rules.exchange.mappings?.() ?? [])
      const { mapping, source, confidence } = await chooseMapping(register, known, table, input.mapping)
      const reader = rowReader(register, mapping, table.columns)
      const tally = new Tally({
        from: input.findings_from,
        limit: input.findings_limit,
        severity: input.findings_severity,
      })
      const sample: Preview['sample'] = []
      let absent = 0
      let planned: Preview['new_records']['items'] = []
      if (reader.fits) {
        const examination = await examine(register, scope, rules, table, mapping, reader)
        for await (const chunk of examination.chunks)
          for (const one of chunk) {
            tally.add(one)
            if (sample.length < input.sample_rows) sample.push(sampleOf(one))
          }
        absent = await examination.known.absent(mapping, tally.knownRows)
        planned = examination.references.planned()
      }
      tally.addTable(table.findings)
      const groups = tally.duplicates()
      const sameKey = groups.filter(({ kind }) => kind === 'same_key')
      const fingerprint = headerFingerprint(table.columns)
      return {
        file: describeFile(scope.upload?.file_name ?? '', table),
        columns: table.columns.map(({ position, header }) => ({ position, header })),
        mapping,
        mapping_source: source,
        confidence,
        known_mappings: known.map(({ mapping: { name, title, source: made } }) => ({
          name,
          title,
          fits: made.header_fingerprint === fingerprint,
        })),
        fits: reader.fits,
        mismatches: reader.fits
          ? []
          : reader.mismatches.map((one) => ({ ...one, found_at: [...one.found_at] })),
        unmapped: columnsUnused(mapping, table.columns),
        rows: tally.rows,
        created: tally.created,
        changed: tally.changed,
        unchanged: tally.unchanged,
        absent,
        sample,
        findings: {
          errors: tally.errors,
          notices: tally.notices,
          rows_with_errors: tally.rowsWithErrors,
          kinds: tally.kinds(),
          items: tally.page,
          next_from: tally.nextFrom,
        },
        duplicates: {
          exact_copies: groups.length - sameKey.length,
          same_keys: sameKey.length,
          same_key_rows: sameKey.reduce((sum, { lines }) => sum + lines.length, 0),
          groups: groups.slice(0, MOST_GROUPS).map(({ kind, parts, lines }) => ({
            kind,
            parts: [...parts],
            lines: [...lines],
          })),
        },
        new_records: { count: planned.length, items: planned.slice(0, MOST_NEW_RECORDS) },
      }
    }),
  )
}
