import { existsSync } from 'node:fs'
import { describeVerdict } from '../../../verifier/describe-verdict.ts'
import { readLines } from '../../../verifier/read-lines.ts'
import { verifyTrail } from '../../../verifier/verify-trail.ts'
import { modules } from '../../modules/index.ts'
import { checkRecords, type RecordCheck, type RecordFinding } from '../../platform/trail/record-check.ts'
import {
  exportTrail,
  organizationsWithTrail,
  signedSize,
  trailRows,
} from '../../platform/trail/trail-export.ts'
import type { Terminal } from '../command.ts'
import type { Product } from '../open-product.ts'

const differences: Record<RecordFinding['difference'], (finding: RecordFinding) => string> = {
  changed: ({ columns, leaf_index }) =>
    `${columns.join(', ')} ${columns.length === 1 ? 'is' : 'are'} not what ${leafName(leaf_index)} recorded last`,
  missing: ({ leaf_index }) =>
    `is not there, though ${leafName(leaf_index)} recorded it and no later one its end`,
  unrecorded: () => 'is there, but the trail knows nothing of it',
  brought_back: ({ leaf_index }) => `is there, though ${leafName(leaf_index)} recorded that it was deleted`,
  spine: ({ columns }) => `stands in search, links and My work with another ${columns.join(', ')}`,
  other_rows: () => 'stated other rows of its file than those that are kept',
  stray: () =>
    'has a change that is neither in the log nor waits for it, or that the log lists under another row',
}

const leafName = (index: number | null) =>
  index === null ? 'a change that waits for its leaf' : `leaf ${index}`

const describeFinding = (finding: RecordFinding): string =>
  `  ${finding.table} ${finding.row_id} of organization ${finding.organization_id}: ${differences[finding.difference](finding)}.`

/** The answer of the check for people: several lines, without the last newline. */
export function describeRecordCheck({ tables, rows, findings, findings_total }: RecordCheck): string {
  if (findings_total === 0)
    return `The records are as the trail has them last: ${rows} rows of ${tables} tables.`
  const rest = findings_total - findings.length
  return [
    `The records are not as the trail has them last: ${findings_total} differences in ${rows} rows of ${tables} tables.`,
    ...findings.map(describeFinding),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n')
}

/**
 * Verifies each trail whole, with the witness file, then holds every record against its trail, and says what it finds.
 * @returns how many trails do not verify, and how many records differ from theirs
 */
export async function checkTrails(
  { database, keys, sources }: Product,
  witnessFile: string,
  terminal: Terminal,
): Promise<{ readonly trails: number; readonly records: number }> {
  let trails = 0
  for (const organizationId of await organizationsWithTrail(database)) {
    const rows = trailRows(database, organizationId)
    const size = (await signedSize(rows)) ?? 0
    const lines = exportTrail(rows, organizationId, size, keys.verifiers, sources.now())
    // A lost witness file is told by the sequencer; what was signed is checked all the same.
    const witness = existsSync(witnessFile) ? { witness: readLines(witnessFile) } : {}
    const verdict = await verifyTrail(lines, { keys: keys.verifiers, ...witness })
    terminal.line(describeVerdict(verdict))
    if (!verdict.ok) trails += 1
  }
  const check = await checkRecords(
    database,
    modules.flatMap(({ registers }) => registers.map(({ register }) => register)),
  )
  terminal.line(describeRecordCheck(check))
  return { trails, records: check.findings_total }
}
