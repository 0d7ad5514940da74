import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { ImportMapping, ImportOperations } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { command, type Handler } from '../../operations/handler.ts'
import type { Transaction } from '../../operations/scope.ts'
import type { RegisterTables } from '../../registers/read/source.ts'
import type { WriteRules } from '../../registers/write/write-rules.ts'
import type { Table } from '../../tabular/table.ts'
import { chooseMapping, knownMappings, mappingHash } from '../mapping/choose-mapping.ts'
import { examine } from '../row/examine.ts'
import type { ExaminedRow } from '../row/examined-row.ts'
import type { References } from '../row/references.ts'
import { rowReader } from '../row/row-reader.ts'
import { Tally } from '../row/tally.ts'
import type { ImportRules } from './import-rules.ts'
import { withUploadedTable } from './open-upload.ts'
import { ProgressReport } from './progress.ts'
import { followRecords, type PreparedChunk, prepareChunk, writeChunk } from './write-chunk.ts'

type Tx = Transaction<RegisterTables>

/** Errors that a refused import lists; the dry run pages through all of them. */
const LISTED_ERRORS = 200

const refused = (tally: Tally) =>
  new OperationError(
    'refused-by-rule',
    `Nothing was imported: ${tally.rowsWithErrors} of ${tally.rows} rows have errors. Correct the file or the mapping, then dry-run it again.`,
    {
      issues: tally.page.map(({ line, column, message }) => ({
        path: [
          line === null ? 'table' : `line ${line}`,
          ...(column ? [`column ${column.position}`] : []),
        ].join(', '),
        message,
      })),
      facts: { rows: tally.rows, rows_with_errors: tally.rowsWithErrors, errors: tally.errors },
    },
  )

function assertSameFile(expected: string, table: Table): void {
  if (table.sha256 === expected) return
  throw new OperationError(
    'conflict',
    'Nothing was imported: this is not the file that was dry-run. Dry-run this one, look at what it would do, then import it.',
    { facts: { expected_sha256: expected, sha256: table.sha256 } },
  )
}

/** Writes the rows of one import, chunk by chunk, in its one transaction. */
class ImportWriter {
  readonly id: string
  readonly #register: AnyRegister
  readonly #tx: Tx
  readonly #rules: WriteRules
  readonly #references: References
  readonly #digest = createHash('sha256')
  /**
   * The chunk sent last, and the one before it. What fails in one fails in the next too, for no reason of its own: the
   * earlier one is always asked first.
   */
  #latest: Promise<void> = Promise.resolve()
  #earlier: Promise<void> = Promise.resolve()
  kept = 0
  written = 0

  constructor(register: AnyRegister, tx: Tx, rules: WriteRules, references: References) {
    this.#register = register
    this.#tx = tx
    this.#rules = rules
    this.#references = references
    this.id = tx.sources.newId()
  }

  /**
   * Sends a chunk, which travels while the database writes the one before it. It waits for the one before that: no
   * more than two are under way.
   */
  async write(rows: readonly ExaminedRow[]): Promise<void> {
    const chunk = prepareChunk(this.#register, this.#tx, this.id, rows)
    await this.#earlier
    this.#earlier = this.#latest
    this.#latest = this.#send(chunk, this.#earlier)
    this.#latest.catch(() => undefined)
  }

  /** Waits until everything is written. @throws what the first chunk that failed, failed with. */
  async settle(): Promise<void> {
    await this.#earlier
    await this.#latest
  }

  async #send(chunk: PreparedChunk, earlier: Promise<void>): Promise<void> {
    for (const { key_hash, hash } of chunk.kept) this.#digest.update(key_hash).update(hash)
    this.kept += chunk.kept.length
    await Promise.all([this.#references.create(this.#tx), writeChunk(this.#tx, chunk)])
    // What follows from the rows does so in their order.
    await earlier
    await followRecords(this.#register, this.#tx, this.#rules, [...chunk.created, ...chunk.changed])
    this.written += chunk.rows.length
  }

  /** Keeps what the import was, once its counts are known. */
  async finish(table: Table, fileName: string, mapping: ImportMapping, tally: Tally): Promise<void> {
    await this.#tx.rows(sql`
      insert into app.import (organization_id, id, register, file_name, sha256, format, encoding, columns, mapping_name,
        mapping_sha256, mapping, row_count, created_count, changed_count, unchanged_count, notice_count, kept_row_count,
        rows_digest, created_at, created_by)
      values (${this.#tx.actor.organization_id}, ${this.id}, ${this.#register.name}, ${fileName}, ${table.sha256},
        ${table.format}, ${table.encoding}, ${JSON.stringify(table.columns)}, ${mapping.name}, ${mappingHash(mapping)},
        ${JSON.stringify(mapping)}, ${tally.rows}, ${tally.created}, ${tally.changed}, ${tally.unchanged},
        ${tally.notices}, ${this.kept}, ${this.#digest.digest('hex')}, ${this.#tx.now.toISOString()}, ${this.#tx.actor.person_id})`)
  }
}

/**
 * Imports a file that was dry-run: all rows or none, in one transaction and one recorded operation. A file that
 * holds nothing new leaves the operation's event and nothing else.
 */
export function importHandler(
  register: AnyRegister,
  operations: ImportOperations,
  rules: ImportRules,
): Handler {
  return command<RegisterTables>()(operations.import, async (tx, input) => {
    const progress = new ProgressReport(tx, register, input.progress_id)
    return withUploadedTable(tx.upload, input, async (table) => {
      assertSameFile(input.sha256, table)
      const fileName = (tx.upload?.file_name || 'file').slice(-300)
      // One import of a register at a time: keys are looked up and added within one transaction.
      await tx.rows(sql`
        select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.organization_id}/${register.name}`}, 7100011))`)
      const known = await knownMappings(register, tx, rules.exchange.mappings?.() ?? [])
      const { mapping } = await chooseMapping(register, known, table, input.mapping)
      const reader = rowReader(register, mapping, table.columns)
      if (!reader.fits)
        throw new OperationError(
          'refused-by-rule',
          'Nothing was imported: columns are not where the mapping expects them. Dry-run the file to see which.',
          {
            issues: reader.mismatches.map(({ expected, found_header }) => ({
              path: `column ${expected.position}`,
              message: `expected "${expected.header}", found ${found_header === null ? 'nothing' : `"${found_header}"`}`,
            })),
          },
        )
      const tally = new Tally({ from: 0, limit: LISTED_ERRORS, severity: 'error' })
      const examination = await examine(register, tx, rules, table, mapping, reader)
      const writer = new ImportWriter(register, tx, rules.write, examination.references)
      for await (const chunk of examination.chunks) {
        for (const one of chunk) tally.add(one)
        // After an error nothing more is written; the rest is read to list every error at once.
        if (tally.errors === 0) await writer.write(chunk)
        progress.tell('reading', {
          rows_read: tally.rows,
          rows_mapped: tally.rows,
          rows_written: writer.written,
        })
      }
      tally.addTable(table.findings)
      await writer.settle()
      const counts = { rows_read: tally.rows, rows_mapped: tally.rows, rows_written: writer.written }
      if (tally.errors > 0) {
        progress.tell('refused', counts)
        throw refused(tally)
      }
      progress.tell('committing', counts)
      const absent = await examination.known.absent(mapping, tally.knownRows)
      const anything = writer.kept > 0 || tally.changed > 0
      if (anything) await writer.finish(table, fileName, mapping, tally)
      const groups = tally.duplicates()
      const exact = groups.filter(({ kind }) => kind === 'exact_copy').length
      const effect = {
        rows: tally.rows,
        created: tally.created,
        changed: tally.changed,
        unchanged: tally.unchanged,
      }
      return tx.record(
        {
          event: `${register.name}.imported`,
          ...(anything ? { record_id: writer.id } : {}),
          detail: { file_name: fileName, sha256: table.sha256, mapping: mapping.name, ...effect },
        },
        {
          operation_id: tx.operation_id,
          import_id: anything ? writer.id : null,
          ...effect,
          absent,
          notices: tally.notices,
          new_records: examination.references.planned().length,
          duplicates: { exact_copies: exact, same_keys: groups.length - exact },
        },
      )
    })
  })
}
