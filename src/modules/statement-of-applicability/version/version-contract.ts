import { z } from 'zod'
import { queryOperation } from '../../../kernel/contract/operation.ts'
import { signature } from '../../../kernel/contract/signature.ts'
import { titles } from '../../../kernel/register/answer.ts'
import { statement } from '../statement.ts'
import { statementDiff } from './diff.ts'

const id = z.uuid()
const asOf = z.iso.datetime({ offset: true }).optional()
const at = '/statement-of-applicability'

export const versionSummary = z
  .object({
    id,
    number: z.int(),
    title: z.string(),
    state: z.enum(['approved', 'superseded']),
    approved_at: z.string(),
    approved_by: id,
    image_hash: z.string(),
    included: z.int(),
    excluded: z.int(),
  })
  .meta({ title: 'soa-version' })

export const listVersions = queryOperation({
  name: 'soa.versions',
  method: 'GET',
  path: `${at}/versions`,
  summary: 'List the approved versions, newest first',
  permission: 'soa:read',
  input: z.strictObject({ as_of: asOf }),
  output: z.object({ items: z.array(versionSummary), titles, tree_size: z.int().nullable() }),
})

export const getVersion = queryOperation({
  name: 'soa.version',
  method: 'GET',
  path: `${at}/versions/:id`,
  summary: 'Read an approved version exactly as it was frozen, with its signature',
  permission: 'soa:read',
  input: z.strictObject({ id }),
  output: z.object({
    version: versionSummary,
    statement,
    /** The frozen content still has the hash that was signed. */
    intact: z.boolean(),
    signature: signature.nullable(),
    titles,
  }),
  errors: ['not-found'],
})

export const diffVersions = queryOperation({
  name: 'soa.diff',
  method: 'GET',
  path: `${at}/diff`,
  summary: 'Compare two approved versions, or one with the statement as it stands',
  permission: 'soa:read',
  input: z.strictObject({
    from: id,
    /** A version, or `now`. */
    to: z.union([z.literal('now'), id]).default('now'),
  }),
  output: statementDiff.extend({ titles }),
  errors: ['not-found'],
})

export const exportFormats = ['xlsx', 'docx', 'pdf'] as const

export const exportStatement = queryOperation({
  name: 'soa.export',
  method: 'GET',
  path: `${at}/export`,
  summary: 'Export the statement as the page shows it: as it stands, as of a moment, or a version',
  permission: 'soa:read',
  input: z
    .strictObject({ format: z.enum(exportFormats), version_id: id.optional(), as_of: asOf })
    .refine(({ version_id, as_of }) => !(version_id && as_of), {
      error: 'a version does not change: ask for it without a moment',
      path: ['as_of'],
    }),
  output: z.unknown(),
  errors: ['not-found', 'unsupported-content'],
  file: true,
})
