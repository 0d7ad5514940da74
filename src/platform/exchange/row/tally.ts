import type { z } from 'zod'
import type { importFinding } from '../../../kernel/register/exchange.ts'
import { DuplicateFinder, type SuspectedDuplicates } from '../../../kernel/tabular/duplicates.ts'
import { type ColumnRef, type Finding, isWrong } from '../../../kernel/tabular/finding.ts'
import type { ExaminedRow } from './examined-row.ts'
import { findingText } from './finding-text.ts'

export type ReportedFinding = z.output<typeof importFinding>

interface FindingKind {
  readonly severity: Finding['severity']
  readonly message_key: string
  readonly column: ColumnRef | null
  count: number
}

/** Which findings to keep; all are counted. */
export interface FindingPage {
  readonly from: number
  readonly limit: number
  readonly severity?: Finding['severity'] | undefined
}

/** Counts what an examination finds, while rows pass by; keeps one page of findings. */
export class Tally {
  rows = 0
  created = 0
  changed = 0
  unchanged = 0
  errors = 0
  notices = 0
  rowsWithErrors = 0
  /** Rows whose key earlier imports know. */
  knownRows = 0
  readonly page: ReportedFinding[] = []
  readonly #kinds = new Map<string, FindingKind>()
  readonly #duplicates = new DuplicateFinder()
  readonly #wanted: FindingPage
  #matching = 0

  constructor(wanted: FindingPage) {
    this.#wanted = wanted
  }

  add({ row, action, findings, known }: ExaminedRow): void {
    this.rows += 1
    // One faulty row prevents the whole import: faults are counted apart from what rows would do.
    if (isWrong(findings)) this.rowsWithErrors += 1
    else if (action === 'create') this.created += 1
    else if (action === 'change') this.changed += 1
    else this.unchanged += 1
    if (known) this.knownRows += 1
    for (const finding of findings) this.#count(row.line, finding)
    this.#duplicates.add(row)
  }

  /** Findings about the table as a whole; complete once its rows were read. */
  addTable(findings: readonly Finding[]): void {
    for (const finding of findings) this.#count(null, finding)
  }

  #count(line: number | null, finding: Finding): void {
    const { severity, message_key, column, detail } = finding
    if (severity === 'error') this.errors += 1
    else this.notices += 1
    const kind = `${severity} ${message_key} ${column?.position ?? ''}`
    const seen = this.#kinds.get(kind)
    if (seen) seen.count += 1
    else this.#kinds.set(kind, { severity, message_key, column, count: 1 })
    const { from, limit, severity: wanted } = this.#wanted
    if (wanted !== undefined && wanted !== severity) return
    this.#matching += 1
    if (this.#matching > from && this.page.length < limit)
      this.page.push({ line, severity, column, message_key, detail, message: findingText(finding) })
  }

  /** Where the next page of findings starts; null when this was the last. */
  get nextFrom(): number | null {
    const end = this.#wanted.from + this.page.length
    return end < this.#matching ? end : null
  }

  /** Findings of one kind in one column together: errors first, then the most frequent. */
  kinds(): FindingKind[] {
    return [...this.#kinds.values()].sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count)
  }

  duplicates(): SuspectedDuplicates[] {
    return this.#duplicates.groups()
  }
}
