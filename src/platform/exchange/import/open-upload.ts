import { OperationError } from '../../../kernel/contract/error.ts'
import { type TextEncoding, textEncodings } from '../../../kernel/tabular/text-encoding.ts'
import type { Upload } from '../../operations/scope.ts'
import { readTable } from '../../tabular/read-table.ts'
import type { Delimiter, Table } from '../../tabular/table.ts'
import { TabularError } from '../../tabular/tabular-error.ts'

/** How a file is read where its content should not decide. */
export interface Reading {
  readonly encoding?: string | undefined
  readonly delimiter?: Delimiter | undefined
  readonly sheet?: string | undefined
}

const isEncoding = (name: string): name is TextEncoding => textEncodings.some((known) => known === name)

/** What a table that cannot be read answers; the reader's own words say what to do. */
function asOperationError(failure: TabularError): OperationError {
  const { code, line, column } = failure
  const facts = {
    code,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  }
  const kind = code === 'file_too_large' ? 'too-large' : 'invalid-input'
  return new OperationError(kind, failure.message, {
    issues: [{ path: line === undefined ? 'file' : `file line ${line}`, message: code }],
    facts,
  })
}

/**
 * Runs `body` with the uploaded file as a table, and closes it.
 * @throws invalid-input or too-large when there is no file, or it cannot be read to its end.
 */
export async function withUploadedTable<T>(
  upload: Upload | undefined,
  { encoding, delimiter, sheet }: Reading,
  body: (table: Table) => Promise<T>,
): Promise<T> {
  if (!upload)
    throw new OperationError(
      'invalid-input',
      'Nothing was changed: send the file as multipart/form-data, in the field "file".',
      { issues: [{ path: 'file', message: 'is missing' }] },
    )
  if (encoding !== undefined && !isEncoding(encoding))
    throw new OperationError(
      'invalid-input',
      `Nothing was changed: the encoding "${encoding}" is not known. Choose one of ${textEncodings.join(', ')}.`,
      { issues: [{ path: 'encoding', message: 'is not known' }] },
    )
  try {
    await using table = await readTable(upload.bytes, {
      fileName: upload.file_name,
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(sheet === undefined ? {} : { sheet }),
    })
    return await body(table)
  } catch (failure) {
    throw failure instanceof TabularError ? asOperationError(failure) : failure
  }
}
