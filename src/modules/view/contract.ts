import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { nameText } from '../../kernel/register/schema.ts'

const name = nameText(60)
/** The parameters of a list's address, as its page writes them. */
const search = z
  .record(z.string().min(1).max(100), z.string().max(2000))
  .refine((parameters) => Object.keys(parameters).length <= 100, {
    message: 'holds more than 100 parameters',
  })
  .refine((parameters) => JSON.stringify(parameters).length <= 8000, { message: 'is too long to be kept' })

/** A list's filters, grouping, order and columns under a name. */
export const view = z
  .object({
    id: z.uuid(),
    version: z.int(),
    /** Whose it is: only they change it. */
    person_id: z.uuid(),
    register: z.string(),
    name: z.string(),
    search: z.record(z.string(), z.string()),
    /** Whether everyone who may read the register sees it. */
    shared: z.boolean(),
  })
  .meta({ title: 'view' })

const one = z.object({ id: z.uuid() })

export const listViews = queryOperation({
  name: 'view.list',
  method: 'GET',
  path: '/views',
  summary: 'The views of a list that you saved or others share',
  permission: 'view:read',
  input: z.object({ register: z.string().max(60) }),
  output: z.object({ items: z.array(view), titles: z.record(z.string(), z.string()) }),
  errors: ['not-found'],
})

export const createView = commandOperation({
  name: 'view.create',
  method: 'POST',
  path: '/views',
  summary: 'Save a view of a list, for yourself',
  permission: 'view:write',
  input: z.object({ register: z.string().max(60), name, search }),
  output: view,
  events: ['view.created'],
  errors: ['not-found', 'conflict', 'refused-by-rule'],
  status: 201,
})

export const reviseView = commandOperation({
  name: 'view.revise',
  method: 'PATCH',
  path: '/views/:id',
  summary: 'Rename a view of your own, or save what the list shows now under it',
  permission: 'view:write',
  input: one.extend({
    expected_version: z.int(),
    changes: z
      .strictObject({ name: name.optional(), search: search.optional() })
      .refine((changes) => Object.keys(changes).length > 0, { message: 'names nothing to change' }),
  }),
  output: view,
  events: ['view.revised'],
  errors: ['not-found', 'conflict'],
  versioned: true,
})

export const shareView = commandOperation({
  name: 'view.share',
  method: 'POST',
  path: '/views/:id/sharing',
  summary: 'Show a view of your own to everyone who may read the register',
  permission: 'view:share',
  input: one,
  output: view,
  events: ['view.shared'],
  errors: ['not-found', 'refused-by-rule'],
})

export const unshareView = commandOperation({
  name: 'view.unshare',
  method: 'DELETE',
  path: '/views/:id/sharing',
  summary: 'Keep a shared view to its owner again',
  permission: 'view:remove',
  input: one,
  output: view,
  events: ['view.unshared'],
  errors: ['not-found', 'refused-by-rule'],
})

export const removeView = commandOperation({
  name: 'view.remove',
  method: 'DELETE',
  path: '/views/:id',
  summary: 'Remove a view: your own, or as AIMS manager one that is shared',
  permission: 'view:remove',
  input: one,
  output: one,
  events: ['view.removed'],
  errors: ['not-found'],
})
