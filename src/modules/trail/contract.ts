import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { fieldChange, titles } from '../../kernel/register/answer.ts'

const id = z.uuid()
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
}

const operation = z
  .object({
    operation_id: id,
    at: z.string(),
    name: z.string(),
    event: z.string(),
    actor_id: id.nullable(),
    /** Its leaves: one for each changed row, and one for what the event itself states. */
    change_count: z.int(),
    /** The first record it touched. */
    record_id: id.nullable(),
    /** Whether it touched others besides. */
    several: z.boolean(),
    /** False for about a second, until the sequencer has placed its leaves. */
    placed: z.boolean(),
    first_leaf: z.int().nullable(),
    last_leaf: z.int().nullable(),
    /** Size of the smallest signed tree that holds all of its leaves. */
    tree_size: z.int().nullable(),
  })
  .meta({ title: 'trail-operation' })

const change = z.object({
  leaf_index: z.int().nullable(),
  action: z.enum(['insert', 'update', 'delete', 'event', 'erase']),
  table: z.string().nullable(),
  register: z.string().nullable(),
  row_id: id.nullable(),
  title: z.string().nullable(),
  changes: z.array(fieldChange),
  /** Columns that changed too, of which no caller sees what they hold. */
  unshown: z.array(z.string()),
  /** What an event itself states. */
  detail: z.json(),
  /** The actor may not read this row, so what it held is not shown. */
  withheld: z.boolean(),
  erased: z.boolean(),
})

/** Why a row stands in the way of undoing. */
const obstacle = z.object({
  table: z.string(),
  row_id: id.nullable(),
  title: z.string().nullable(),
  reason: z.enum(['changed-since', 'state-decided', 'never-undone', 'older-form', 'erased', 'not-permitted']),
  /** For `changed-since`: the latest operation that changed the row. */
  since: z
    .object({ operation_id: id, at: z.string(), event: z.string(), actor_id: id.nullable() })
    .nullable(),
})

const undoStep = z.object({
  table: z.string(),
  row_id: id,
  title: z.string().nullable(),
  effect: z.enum(['restore-fields', 'archive', 'take-from-archive', 'remove-link', 'restore-link']),
  /** From how the row stands to how it would stand. */
  changes: z.array(fieldChange),
})

/** An instant, or a calendar date for the whole day where the organization is. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

export const listOperationsOperation = queryOperation({
  name: 'trail.list',
  method: 'GET',
  path: '/trail/operations',
  summary: 'List what was done, newest first, from the trail',
  permission: 'trail:read',
  input: z.strictObject({
    actor_id: id.optional(),
    /** One event or several, separated by commas. */
    event: z
      .string()
      .max(2000)
      .regex(/^[a-z-]+\.[a-z-]+(,[a-z-]+\.[a-z-]+)*$/)
      .optional(),
    /** The register of which a row was changed. */
    register: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/)
      .max(60)
      .optional(),
    record_id: id.optional(),
    from: moment.optional(),
    /** Inclusive for a date. */
    to: moment.optional(),
    ...page,
  }),
  output: z.object({ items: z.array(operation), titles, next_cursor: z.string().nullable() }),
})

export const getOperationOperation = queryOperation({
  name: 'trail.get',
  method: 'GET',
  path: '/trail/operations/:id',
  summary: 'Read one operation with the rows it changed',
  permission: 'trail:read',
  input: z.strictObject({ id, ...page }),
  output: z.object({
    operation,
    changes: z.array(change),
    titles,
    next_cursor: z.string().nullable(),
  }),
  errors: ['not-found'],
})

export const checkpointOperation = queryOperation({
  name: 'trail.checkpoint',
  method: 'GET',
  path: '/trail/checkpoint',
  summary: 'Read the newest signed checkpoint, and the keys that verify it',
  permission: 'trail:read',
  input: z.strictObject({}),
  output: z.object({
    /** Null until the first checkpoint is signed. */
    checkpoint: z
      .object({
        tree_size: z.int(),
        /** In hexadecimal. */
        root: z.string(),
        at: z.string(),
        /** The signed note, verbatim. */
        note: z.string(),
      })
      .nullable(),
    /** Verifier keys, the current one first. */
    keys: z.array(z.object({ key: z.string(), fingerprint: z.string(), current: z.boolean() })),
  }),
})

export const proofOperation = queryOperation({
  name: 'trail.proof',
  method: 'GET',
  path: '/trail/leaves/:leaf_index/proof',
  summary: 'Get proof that a leaf is in the signed tree, as C2SP tlog-proof text',
  permission: 'trail:read',
  input: z.strictObject({ leaf_index: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) }),
  output: z.unknown(),
  errors: ['not-found'],
  file: true,
})

export const exportOperation = queryOperation({
  name: 'trail.export',
  method: 'GET',
  path: '/trail/export',
  summary: 'Export the whole trail as compressed JSON lines, for the offline verifier',
  permission: 'trail:export',
  input: z.strictObject({}),
  output: z.unknown(),
  errors: ['conflict'],
  file: true,
})

export const previewUndoOperation = queryOperation({
  name: 'trail.preview-undo',
  method: 'GET',
  path: '/trail/operations/:id/undo',
  summary: 'See what undoing an operation would do, and what stands in its way',
  permission: 'trail:undo',
  input: z.strictObject({ id }),
  output: z.object({
    /** All of it goes back. */
    possible: z.boolean(),
    /** Some records stand in the way; the others can go back without them. */
    rest_possible: z.boolean(),
    /** Why nothing of it is ever undone; null when its rows decide. */
    refused: z.string().nullable(),
    /** Stands for exactly these rows. */
    plan: z.string(),
    step_count: z.int(),
    /** The first 200. */
    steps: z.array(undoStep),
    obstacle_count: z.int(),
    /** The first 200. */
    obstacles: z.array(obstacle),
    /** Of those who changed records since. */
    titles,
  }),
  errors: ['not-found'],
})

export const undoOperationOperation = commandOperation({
  name: 'trail.undo',
  method: 'POST',
  path: '/trail/operations/:id/undo',
  summary:
    'Undo an operation: every row stands again as before, or nothing is changed; what stands in the way is left only if you saw it',
  permission: 'trail:undo',
  input: z.strictObject({
    id,
    /** As the preview answered it: the records in the way stay as they are, and all others go back. */
    plan: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    reason: z.string().trim().max(4000).optional(),
  }),
  output: z.object({ operation_id: id, undone: z.int(), left: z.int() }),
  events: ['trail.undone'],
  errors: ['not-found', 'conflict', 'refused-by-rule'],
})
