import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { z } from 'zod'
import type { importPreview, importProgress, importResult } from '../../kernel/register/exchange.ts'
import { type Command, type Terminal, UsageError } from '../command.ts'
import { exchangeOperation } from '../operation/operation-catalogue.ts'
import { type Environment, RemoteProduct } from '../remote-product.ts'

type Preview = z.output<typeof importPreview>
type Result = z.output<typeof importResult>
type Progress = z.output<typeof importProgress>

const POLL_MS = 300

const fileForm = (name: string, bytes: Buffer, input: Record<string, unknown>): FormData => {
  const form = new FormData()
  form.set('input', JSON.stringify(input))
  form.set('file', new Blob([Uint8Array.from(bytes)]), name)
  return form
}

/** A mapping's name, or the mapping itself when a JSON file is named. */
async function mappingFrom(option: string | undefined): Promise<unknown> {
  if (option === undefined || !option.endsWith('.json')) return option
  const text = await readFile(option, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`The mapping file ${option} does not hold JSON.`)
  }
}

const counts = (one: Preview): string =>
  `${one.rows} rows: ${one.created} to create, ${one.changed} to change, ${one.unchanged} unchanged, ${one.findings.rows_with_errors} with errors; ${one.absent} known records are not in the file.`

/** How often a finding was made, and one of them in words where the answer brings one. */
function ofKind(
  { severity, message_key, column, count }: Preview['findings']['kinds'][number],
  items: Preview['findings']['items'],
): string {
  const one = items.find(
    (item) => item.message_key === message_key && item.column?.position === column?.position,
  )
  const told = one ? `, such as${one.line === null ? '' : ` in line ${one.line}`}: ${one.message}` : ''
  return `${count} x ${severity} ${message_key}${column ? ` in column ${column.position}` : ''}${told}`
}

function describe(preview: Preview, terminal: Terminal): void {
  const { file, mapping, findings, duplicates, new_records } = preview
  const how = [file.format, file.encoding, file.sheet && `sheet "${file.sheet}"`].filter(Boolean).join(', ')
  terminal.line(`${file.name} (${how}), mapping ${mapping.name} (${preview.mapping_source})`)
  for (const { expected, found_header } of preview.mismatches)
    terminal.line(
      `  column ${expected.position}: expected "${expected.header}", found "${found_header ?? ''}"`,
    )
  if (!preview.fits) return
  terminal.line(counts(preview))
  if (new_records.count > 0)
    terminal.line(`${new_records.count} records of other registers would be created.`)
  if (duplicates.same_keys > 0)
    terminal.line(
      `${duplicates.same_keys} groups (${duplicates.same_key_rows} rows) share their key, ${duplicates.exact_copies} groups are exact copies; they stay separate.`,
    )
  for (const kind of findings.kinds) terminal.line(`  ${ofKind(kind, findings.items)}`)
}

/** Prints progress while the import runs, until `done`. */
async function follow(
  product: RemoteProduct,
  path: string,
  terminal: Terminal,
  done: Promise<unknown>,
): Promise<void> {
  let running = true
  const stop = () => {
    running = false
  }
  done.then(stop, stop)
  let last = ''
  while (running) {
    await Promise.race([pause(POLL_MS), done.catch(() => undefined)])
    if (!running) return
    const told = await product.send(path).then(
      async (answer) => (await answer.json()) as Progress,
      () => undefined,
    )
    const line = told ? `${told.phase}: ${told.rows_read} rows read, ${told.rows_written} written` : ''
    if (line !== '' && line !== last) terminal.error(line)
    last = line
  }
}

/** `plumbline import`: exit code 0 when done, 1 when the file, its rows or the product refuse, 2 for usage. */
export const importCommand = (env: Environment, newId: () => string): Command => ({
  name: 'import',
  usage:
    'REGISTER FILE [--mapping NAME|FILE.json] [--dry-run] [--encoding NAME] [--delimiter SIGN] [--sheet NAME] [--json]',
  summary: 'Import a CSV file or workbook into a register of a running product; all rows or none',
  run: async (args, { terminal }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        'dry-run': { type: 'boolean' },
        encoding: { type: 'string' },
        delimiter: { type: 'string' },
        sheet: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const [register, file, ...more] = positionals
    if (!register || !file || more.length > 0) throw new UsageError('Name one register and one file.')
    const product = new RemoteProduct(env)
    const bytes = await readFile(file)
    const { path } = exchangeOperation(register, 'preview-import')
    const name = basename(file)
    const reading = Object.fromEntries(
      (['encoding', 'delimiter', 'sheet'] as const).flatMap((key) =>
        values[key] === undefined ? [] : [[key, values[key]]],
      ),
    )
    const wanted = await mappingFrom(values.mapping)
    const mapping = wanted === undefined ? {} : { mapping: wanted }
    const dryRun = fileForm(name, bytes, { ...reading, ...mapping, findings_severity: 'error' })
    const preview = (await (await product.send(path, { method: 'POST', body: dryRun })).json()) as Preview
    if (!values.json) describe(preview, terminal)
    const refused = !preview.fits || preview.findings.errors > 0
    if (refused || values['dry-run']) {
      if (values.json) terminal.line(JSON.stringify(preview))
      for (const { line, column, message } of preview.findings.items)
        terminal.error(`line ${line ?? '-'}${column ? `, column ${column.position}` : ''}: ${message}`)
      if (refused) terminal.error('Nothing was imported. Correct the file or the mapping, then try again.')
      return refused ? 1 : 0
    }
    if (preview.mapping_source === 'suggested') {
      terminal.error(
        'Nothing was imported: no known mapping fits this file, only a suggestion, which a person has to look at. Take it from --dry-run --json, save it as a file and name it with --mapping FILE.json.',
      )
      return 1
    }
    const progressId = newId()
    const form = fileForm(name, bytes, {
      ...reading,
      mapping: wanted ?? preview.mapping.name,
      sha256: preview.file.sha256,
      progress_id: progressId,
    })
    const importing = product.send(path.replace(/import-previews$/, 'imports'), {
      method: 'POST',
      body: form,
    })
    const progressPath = path.replace(/import-previews$/, `import-progress?progress_id=${progressId}`)
    const [answer] = await Promise.all([
      importing,
      values.json ? undefined : follow(product, progressPath, terminal, importing),
    ])
    const result = (await answer.json()) as Result
    terminal.line(
      values.json
        ? JSON.stringify(result)
        : `Imported: ${result.created} created, ${result.changed} changed, ${result.unchanged} unchanged, ${result.new_records} records of other registers created.`,
    )
    return 0
  },
})
