import { OperationError } from '../../../kernel/contract/error.ts'
import { renderPdf, UnprintableError } from '../../../platform/documents/render-pdf.ts'
import { query } from '../../../platform/operations/handler.ts'
import type { SharedScope } from '../../../platform/operations/scope.ts'
import { titlesOf } from '../../../platform/registers/read/titles.ts'
import { signaturesOn } from '../../../platform/signature/list.ts'
import { writeXlsx } from '../../../platform/tabular/workbook/write-xlsx.ts'
import { dayIn, minuteIn } from '../../../platform/work/today.ts'
import { exportStatement } from '../contract.ts'
import type { TellableConflict } from '../exclusion/conflict-words.ts'
import { shownConflicts } from '../exclusion/shown-conflict.ts'
import { loadStatement } from '../load-statement.ts'
import { ownersOf } from '../queries.ts'
import type { Statement } from '../statement.ts'
import type { SoaTables } from '../tables.ts'
import { versionById } from '../version/versions.ts'
import { type PrintedStanding, printedStatement, statementSheet } from './printed-statement.ts'

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** Excel takes 31 characters, and none of []:*?/\\. */
const sheetName = 'Statement of Applicability'

interface Chosen {
  readonly statement: Statement
  /** Approval refuses open ones, so a version has none. */
  readonly conflicts: readonly TellableConflict[]
  readonly standing: PrintedStanding
  readonly file: string
}

async function chosenVersion(scope: SharedScope, id: string): Promise<Chosen> {
  const found = await versionById(scope, id)
  const [signature] = await signaturesOn(scope, found.id)
  const by = signature?.printed_name ? ` by ${signature.printed_name}` : ''
  const now = found.state === 'approved' ? '' : ' Since then a later version has replaced it.'
  return {
    statement: found.image,
    conflicts: [],
    standing: {
      name: `Version ${found.number}`,
      sentence: `Approved and signed${by} at ${await minuteIn(scope, found.created_at)}.${now}`,
      hash: found.image_hash,
      at: new Date(found.created_at),
    },
    file: `statement-of-applicability-v${found.number}`,
  }
}

async function chosenState(scope: SharedScope, asOf: string | undefined): Promise<Chosen> {
  const loaded = await loadStatement(scope, asOf)
  const at = asOf === undefined ? scope.now : new Date(asOf)
  const minute = await minuteIn(scope, at)
  return {
    statement: loaded.statement,
    conflicts: shownConflicts(loaded),
    standing: {
      name: asOf === undefined ? 'Working state' : `As of ${minute}`,
      sentence:
        asOf === undefined
          ? `Working state at ${minute}; not an approved version.`
          : `As it stood at ${minute}; not an approved version.`,
      hash: null,
      at,
    },
    file: `statement-of-applicability-${await dayIn(scope, at)}`,
  }
}

const exported = query<SoaTables>()(exportStatement, async (scope, input) => {
  const { statement, conflicts, standing, file } = input.version_id
    ? await chosenVersion(scope, input.version_id)
    : await chosenState(scope, input.as_of)
  const names = await titlesOf(scope, ownersOf(statement))
  const answer = { file_name: `${file}.${input.format}`, content_type: contentTypes[input.format] }
  if (input.format === 'xlsx') {
    const { columns, rows } = statementSheet(statement, names, conflicts)
    return {
      ...answer,
      chunks: writeXlsx(columns, rows, { sheetName, writtenAt: standing.at }),
    }
  }
  const printed = printedStatement(statement, standing, names, conflicts)
  if (input.format === 'docx') {
    // A megabyte of code that only this needs.
    const { renderDocx } = await import('../../../platform/documents/render-docx.ts')
    return { ...answer, bytes: await renderDocx(printed) }
  }
  try {
    return { ...answer, bytes: await renderPdf(printed) }
  } catch (error) {
    if (!(error instanceof UnprintableError)) throw error
    throw new OperationError(
      'unsupported-content',
      `No PDF was made: its typefaces do not show “${error.characters}”, and it would say less than the statement. Export DOCX or XLSX instead.`,
    )
  }
})

export const exportHandlers = [exported]
