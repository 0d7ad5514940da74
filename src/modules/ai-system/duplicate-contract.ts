import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { changesSchema, recordSchema } from '../../kernel/register/schema.ts'
import { aiSystem } from './ai-system.ts'

const id = z.uuid()
const version = z.int().min(1)
const reason = z.string().trim().min(1).max(4000)

export const listDuplicates = queryOperation({
  name: 'ai-system.duplicates',
  method: 'GET',
  path: '/ai-systems/duplicates',
  summary: 'List groups of AI systems whose imported rows share their key and may be one system',
  permission: 'ai-system:read',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(5000).optional(),
  }),
  output: z.object({
    /** The number of all open groups, not only those on this page. */
    count: z.int(),
    items: z.array(
      z.object({
        /** What the rows share, e.g. agency, bureau and name. */
        parts: z.array(z.string()),
        systems: z.array(
          z.object({
            id,
            version,
            title: z.string(),
            state: z.string(),
            lifecycle_stage: z.string().nullable(),
            owner_id: id.nullable(),
            created_at: z.string(),
          }),
        ),
        /** Sets of systems whose imported rows are equal in every cell, after trimming. */
        exact_copies: z.array(z.array(id)),
      }),
    ),
    next_cursor: z.string().nullable(),
  }),
})

export const mergeDuplicates = commandOperation({
  name: 'ai-system.merge',
  method: 'POST',
  path: '/ai-systems/:id/merges',
  summary: 'Keep one AI system and archive its duplicates; their links and comments follow to the kept one',
  permission: 'ai-system:archive',
  input: z.strictObject({
    /** The system to keep. */
    id,
    expected_version: version,
    others: z.array(z.strictObject({ id, version })).min(1).max(50),
    /** Values that the kept system takes over from the others. */
    values: changesSchema(aiSystem).optional(),
    reason: reason.optional(),
  }),
  output: z.object({
    record: recordSchema(aiSystem),
    archived: z.array(id),
    links_moved: z.int(),
    comments_moved: z.int(),
  }),
  events: ['ai-system.merged'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule'],
  versioned: true,
})

export const dismissDuplicates = commandOperation({
  name: 'ai-system.dismiss-duplicates',
  method: 'POST',
  path: '/ai-systems/duplicate-dismissals',
  summary: 'Say, with the reason, that AI systems that look like duplicates are separate systems',
  permission: 'ai-system:archive',
  input: z.strictObject({ ids: z.array(id).min(2).max(100), reason }),
  output: z.object({ id, record_ids: z.array(id) }),
  status: 201,
  events: ['ai-system.duplicates-dismissed'],
  errors: ['not-found'],
})
