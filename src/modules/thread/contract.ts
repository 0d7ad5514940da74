import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'
import { titles } from '../../kernel/register/answer.ts'

const sides = z.enum(['leads_here', 'follows'])

const tie = z.object({
  kind: z.enum(['field', 'join', 'passage', 'link']),
  /** The field, the declared tie, or the relation that a person chose. */
  key: z.string(),
  direction: z.enum(['to', 'from']),
  /** Of a link made by hand. */
  link_id: z.uuid().nullable(),
})

const threaded = z.object({
  /** The id of a record, or the URN of a requirement. */
  id: z.string(),
  title: z.string(),
  /** What tells it apart from others of the same name, by field: dates, and ids that `titles` names. */
  told: z.record(z.string(), z.string()),
  state: z.string(),
  archived: z.boolean(),
  /** Nothing is asked of it any more: it is history, and stands behind those that still count. */
  over: z.boolean(),
  /** Why it stands here. */
  ties: z.array(tie),
})

/** One kind of record on one side; `register` is `requirement` for what frameworks ask. */
const group = z.object({
  side: sides,
  register: z.string(),
  total: z.int(),
  /** Of the total, those that are over. */
  past: z.int(),
  /**
   * Very many are tied: the numbers are what was looked at, there are more. What names it by a field is read on to the
   * last; of what is tied otherwise, some thousands are.
   */
  at_least: z.boolean(),
  items: z.array(threaded),
  /** Give it as `after`, with this kind and side, to read on. */
  next: z.string().nullable(),
})

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(5),
  kind: z.string().max(100).optional(),
  side: sides.optional(),
  after: z.string().max(300).optional(),
}
const output = z.object({ groups: z.array(group), titles }).meta({ title: 'thread' })

export const threadOfRecord = queryOperation({
  name: 'thread.of-record',
  method: 'GET',
  path: '/records/:id/thread',
  summary: 'Read what leads to a record and what follows from it, the first of each kind or one kind further',
  permission: 'thread:read',
  input: z.strictObject({ id: z.uuid(), ...page }),
  output,
  errors: ['not-found'],
})

export const threadOfRequirement = queryOperation({
  name: 'thread.of-requirement',
  method: 'GET',
  path: '/requirement/thread',
  summary: 'Read which records of the organization name a requirement',
  permission: 'requirement:read',
  input: z.strictObject({ urn: z.string().max(300), ...page }),
  output,
})
