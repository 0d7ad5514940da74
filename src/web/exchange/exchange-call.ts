import type { z } from 'zod'
import type {
  ImportMapping,
  importFinding,
  importPreview,
  importProgress,
  importResult,
} from '../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { type RequestOptions, type Route, send } from '../client/request.ts'

export type ImportPreview = z.output<typeof importPreview>
export type ImportFinding = z.output<typeof importFinding>
export type ImportProgress = z.output<typeof importProgress>
export type ImportResult = z.output<typeof importResult>
export type { ImportMapping }

/** How the file is read where it should not be recognised. */
export interface FileReading {
  readonly encoding?: string
  readonly delimiter?: ',' | ';' | '\t'
  readonly sheet?: string
}

/** The mapping to read with: the name of a known one, or one that was changed here; without it the server chooses. */
export type MappingChoice = string | ImportMapping | undefined

type Plural = Pick<AnyRegister, 'plural'>

const route = (method: Route['method'], path: string): Route => ({ method, path, versioned: false })

/**
 * The dry run: what importing a file would do. Nothing is written.
 * @throws Problem
 */
export const previewImport = (
  { plural }: Plural,
  file: File,
  input: FileReading & {
    readonly mapping?: MappingChoice
    readonly findings_from?: number
    readonly findings_severity?: 'error' | 'notice' | undefined
  },
  options: RequestOptions = {},
): Promise<ImportPreview> =>
  send(
    route('POST', `/${plural}/import-previews`),
    { ...input },
    { ...options, file },
  ) as Promise<ImportPreview>

/**
 * Imports the file that was dry-run: all rows or none.
 * @throws Problem
 */
export const importFile = (
  { plural }: Plural,
  file: File,
  input: FileReading & {
    readonly mapping: string | ImportMapping
    readonly sha256: string
    readonly progress_id: string
  },
): Promise<ImportResult> =>
  send(route('POST', `/${plural}/imports`), { ...input }, { file }) as Promise<ImportResult>

/**
 * How far a running import is.
 * @throws Problem, `not-found` before it began and an hour after it ended.
 */
export const readProgress = ({ plural }: Plural, progressId: string): Promise<ImportProgress> =>
  send(route('GET', `/${plural}/import-progress`), {
    progress_id: progressId,
  }) as Promise<ImportProgress>
