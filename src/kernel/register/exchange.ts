import { z } from 'zod'
import { commandOperation, queryOperation } from '../contract/operation.ts'
import { columnRefSchema, mappingSchema } from '../tabular/mapping/mapping.ts'
import { type AnyRegister, permissionFor } from './register.ts'
import { filterSchema, pageShape, scopeShape } from './schema.ts'
import { spoken } from './spoken.ts'

const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal')
const count = z.int().min(0)

/** The title under which the description of the API keeps a shape that every register's exchange shares. */
const shared = <T extends z.ZodType>(title: string, schema: T): T => schema.meta({ title })

/**
 * One step of a path to a record, such as the agency of a bureau: which column holds its title, and what a record
 * that has to be created is given besides.
 */
const pathLevelSchema = z.strictObject({
  title: columnRefSchema,
  attributes: z
    .record(
      fieldName,
      z.union([z.strictObject({ column: columnRefSchema }), z.strictObject({ value: z.string().max(200) })]),
    )
    .default({}),
})

/**
 * A mapping of columns to fields, and for fields that point to a record the path of titles that leads to it, from
 * the top down. Blank levels are left out. A reference that is filled by a plain column is read as a path too, its
 * titles separated by ` > `.
 */
export const importMappingSchema = mappingSchema.safeExtend({
  paths: z.record(fieldName, z.array(pathLevelSchema).min(1).max(6)).default({}),
})
export type ImportMapping = z.output<typeof importMappingSchema>

/** A shipped mapping's name, one used in an earlier import, or a mapping itself. */
const mappingChoice = z.union([z.string().min(1).max(63), shared('import-mapping', importMappingSchema)])

/** How to read the file, where its form is not to be detected. */
const readingShape = {
  encoding: z.string().max(40).optional(),
  delimiter: z.enum([',', ';', '\t']).optional(),
  sheet: z.string().max(200).optional(),
}

export const importFinding = shared(
  'import-finding',
  z.object({
    /** First line of the row in a CSV file, row number in a workbook; null: about the whole table. */
    line: z.int().nullable(),
    severity: z.enum(['error', 'notice']),
    column: columnRefSchema.nullable(),
    message_key: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The same in English. */
    message: z.string(),
  }),
)

const mismatch = z.object({
  expected: columnRefSchema,
  found_header: z.string().nullable(),
  found_at: z.array(z.int()),
})

const duplicateGroup = z.object({
  /** `exact_copy`: every cell is equal after trimming; `same_key`: the key columns are. */
  kind: z.enum(['exact_copy', 'same_key']),
  parts: z.array(z.string()),
  lines: z.array(z.int()),
})

/** What an import does to the register, reported by the dry run and again by the import. */
const effect = {
  rows: count,
  created: count,
  changed: count,
  unchanged: count,
  /** Records of earlier imports with this mapping that the file does not name; they stay as they are. */
  absent: count,
}

/** Records of other registers that paths need and nobody has created yet. */
const newRecords = z.object({
  count,
  items: z.array(z.object({ register: z.string(), path: z.array(z.string()) })),
})

export const importPreview = shared(
  'import-preview',
  z.object({
    file: z.object({
      name: z.string(),
      sha256: z.string(),
      format: z.enum(['csv', 'xlsx']),
      encoding: z.string().nullable(),
      delimiter: z.string().nullable(),
      sheet: z.string().nullable(),
      sheets: z.array(z.string()),
    }),
    columns: z.array(columnRefSchema),
    mapping: shared('import-mapping-in-full', importMappingSchema),
    /** `declared`: the headers are the register's own names, as its export writes them. */
    mapping_source: z.enum(['shipped', 'sent', 'earlier-import', 'declared', 'suggested']),
    /** Similarity 0 to 1 per column position, for a suggested mapping. */
    confidence: z.record(z.string(), z.number()),
    /** The mappings that may be named, and whether they were made for this form. */
    known_mappings: z.array(z.object({ name: z.string(), title: z.string(), fits: z.boolean() })),
    /** False: columns are not where the mapping expects them; no row was read then. */
    fits: z.boolean(),
    mismatches: z.array(mismatch),
    unmapped: z.array(columnRefSchema),
    ...effect,
    sample: z.array(
      z.object({
        line: z.int(),
        /** `refuse`: the row holds an error. */
        action: z.enum(['create', 'change', 'keep', 'refuse']),
        values: z.record(z.string(), z.json()),
      }),
    ),
    findings: z.object({
      errors: count,
      notices: count,
      /** Rows with at least one error, in none of the counts above: any of them refuses the whole import. */
      rows_with_errors: count,
      kinds: z.array(
        z.object({
          severity: z.enum(['error', 'notice']),
          message_key: z.string(),
          column: columnRefSchema.nullable(),
          count,
        }),
      ),
      items: z.array(importFinding),
      /** Send it as `findings_from` to read on; null at the end. */
      next_from: count.nullable(),
    }),
    duplicates: z.object({
      exact_copies: count,
      same_keys: count,
      /** Rows in groups of the kind `same_key`. */
      same_key_rows: count,
      groups: z.array(duplicateGroup),
    }),
    new_records: newRecords,
  }),
)

export const importResult = shared(
  'import-result',
  z.object({
    operation_id: z.uuid(),
    /** The kept evidence of this import; null when the file held nothing new. */
    import_id: z.uuid().nullable(),
    ...effect,
    notices: count,
    new_records: count,
    /** Groups of rows that may be the same thing. */
    duplicates: z.object({ exact_copies: count, same_keys: count }),
  }),
)

export const importProgress = shared(
  'import-progress',
  z.object({
    progress_id: z.uuid(),
    phase: z.enum(['reading', 'committing', 'refused']),
    rows_read: count,
    rows_mapped: count,
    rows_written: count,
    at: z.string(),
  }),
)

const previewAsked = z
  .strictObject({
    mapping: mappingChoice.optional(),
    ...readingShape,
    sample_rows: z.int().min(0).max(200).default(20),
    findings_from: count.default(0),
    findings_limit: z.int().min(0).max(1000).default(100),
    findings_severity: z.enum(['error', 'notice']).optional(),
  })
  .meta({ title: 'import-preview-asked' })
const importAsked = z
  .strictObject({
    mapping: mappingChoice,
    /** Of the file that was dry-run. */
    sha256,
    ...readingShape,
    /** Chosen by the caller, to ask for progress while the import runs. */
    progress_id: z.uuid().optional(),
  })
  .meta({ title: 'import-asked' })
const progressAsked = z.strictObject({ progress_id: z.uuid() })

/**
 * Import of a register's records, derived from its declaration. An import is dry-run first; what is committed is bound
 * to the SHA-256 of the file that was dry-run.
 */
export function importOperations<R extends AnyRegister>(register: R) {
  const { name, plural } = register
  const at = `/${plural}` as const
  const many = spoken(plural)
  const permission = permissionFor(register, 'bulk')

  return {
    preview: queryOperation({
      name: `${name}.preview-import`,
      method: 'POST',
      path: `${at}/import-previews`,
      summary: `Read a file as ${many} and say what importing it would do; writes nothing`,
      permission,
      input: previewAsked,
      output: importPreview,
      errors: ['too-large'],
      upload: true,
    }),
    import: commandOperation({
      name: `${name}.import`,
      method: 'POST',
      path: `${at}/imports`,
      summary: `Import ${many} from a file that was dry-run; all rows or none`,
      permission,
      input: importAsked,
      output: importResult,
      events: [`${name}.imported`],
      errors: ['conflict', 'refused-by-rule', 'too-large'],
      upload: true,
    }),
    progress: queryOperation({
      name: `${name}.import-progress`,
      method: 'GET',
      path: `${at}/import-progress`,
      summary: 'Read how far a running import is',
      permission,
      input: progressAsked,
      output: importProgress,
      errors: ['not-found'],
    }),
  }
}

function exportAsked(register: AnyRegister) {
  const { limit: _limit, cursor: _cursor, ...shown } = pageShape(register)
  return filterSchema(register).extend({
    ...scopeShape,
    ...shown,
    format: z.enum(['csv', 'xlsx']).default('csv'),
    /** Each record's id and version first, and beside each title of a person or record a column with its id. */
    with_ids: z.enum(['false', 'true']).default('false'),
  })
}

/** Export of what a register's list shows, derived from its declaration. */
export function exportOperation<R extends AnyRegister>(register: R) {
  const { name, plural } = register
  return queryOperation({
    name: `${name}.export`,
    method: 'GET',
    path: `/${plural}/export`,
    summary: `Export the ${spoken(plural)} that a list shows, as CSV or an Excel workbook`,
    permission: permissionFor(register, 'read'),
    input: z.lazy(() => exportAsked(register)),
    output: z.unknown(),
    file: true,
  })
}

export type ImportOperations = ReturnType<typeof importOperations<AnyRegister>>
export type ExportOperation = ReturnType<typeof exportOperation<AnyRegister>>
