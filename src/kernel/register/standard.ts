import { z } from 'zod'
import { commandOperation, queryOperation } from '../contract/operation.ts'
import {
  bulkPreview,
  bulkRevised,
  comment,
  commentPage,
  historyPage,
  linkChanged,
  linkPage,
  lock,
  obstacles,
  placed,
  summarized,
  titles,
} from './answer.ts'
import type { Fields } from './field.ts'
import { permissionFor, type Register } from './register.ts'
import {
  changesSchema,
  filterSchema,
  groupSchema,
  newRecordSchema,
  pageShape,
  recordSchema,
  rowSchema,
  scopeShape,
} from './schema.ts'
import { spoken, spokenOne } from './spoken.ts'
import { transitionReason } from './transition.ts'

const id = z.uuid()
const expectedVersion = z.int().min(1)
const chosen = z.strictObject({ ids: z.array(id).min(1).max(1000) })
const digest = z.string().max(100)
const seen = chosen.extend({ digest: digest.optional() }).meta({ title: 'seen-records' })

const recordAsked = z.strictObject({ id, as_of: scopeShape.as_of })
const historyAsked = z.strictObject({
  id,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})
const linkAsked = z
  .strictObject({ id, to_id: id, relation: z.string().regex(/^[a-z][a-z_]{1,40}$/) })
  .meta({ title: 'link-asked' })

// Schemas of all fields of a register are made when they are first used: most never are, and making them all would
// take most of the time of a start.

/** Those that read: lists, and one record with its history. */
function readingOperations<const Name extends string, F extends Fields, State extends string>(
  register: Register<Name, F, State>,
) {
  const { name, plural } = register
  const at = `/${plural}` as const
  const one = `/${plural}/:id` as const
  const many = spoken(plural)
  const may = (verb: string) => permissionFor(register, verb)
  return {
    list: queryOperation({
      name: `${name}.list`,
      method: 'GET',
      path: at,
      summary: `List ${many}, a page at a time`,
      permission: may('read'),
      input: z.lazy(() => filterSchema(register).extend({ ...scopeShape, ...pageShape(register) })),
      output: z.lazy(() =>
        z.object({
          items: z.array(rowSchema(register)),
          titles,
          next_cursor: z.string().nullable(),
          /** The tree size that an `as_of` answer was read at; null for now. */
          tree_size: z.int().nullable(),
          /** What nobody changes in which states. */
          locks: z.array(lock),
        }),
      ),
    }),
    summary: queryOperation({
      name: `${name}.summary`,
      method: 'GET',
      path: `${at}/summary`,
      summary: `Count ${many}, whole and by group`,
      permission: may('read'),
      input: z.lazy(() =>
        filterSchema(register).extend({ ...scopeShape, group_by: groupSchema(register).optional() }),
      ),
      output: summarized,
    }),
    places: queryOperation({
      name: `${name}.places`,
      method: 'GET',
      path: `${at}/places`,
      summary: `Find where the pages of a long list of ${many} begin`,
      permission: may('read'),
      input: z.lazy(() =>
        filterSchema(register).extend({
          ...scopeShape,
          sort: pageShape(register).sort,
          /** Rows before the first place, and from each place to the next. */
          first: z.coerce.number().int().min(1).max(200).default(200),
          every: z.coerce.number().int().min(50).max(1000).default(200),
        }),
      ),
      output: placed,
    }),
    get: queryOperation({
      name: `${name}.get`,
      method: 'GET',
      path: one,
      summary: `Read ${spokenOne(register)}, now or as of a date`,
      permission: may('read'),
      input: recordAsked,
      output: z.object({
        record: z.lazy(() => recordSchema(register)),
        titles,
        tree_size: z.int().nullable(),
      }),
      errors: ['not-found'],
    }),
    history: queryOperation({
      name: `${name}.history`,
      method: 'GET',
      path: `${one}/history`,
      summary: 'Read what changed, when and by whom, from the trail',
      permission: may('read'),
      input: historyAsked,
      output: historyPage,
      errors: ['not-found'],
    }),
    obstacles: queryOperation({
      name: `${name}.obstacles`,
      method: 'GET',
      path: `${one}/obstacles`,
      summary: 'Read which transitions and decisions you may take on a record, and what stands in their way',
      permission: may('read'),
      input: z.strictObject({ id }),
      output: obstacles,
      errors: ['not-found'],
    }),
  }
}

/** Those that write records: one by one, and many at once. */
function writingOperations<const Name extends string, F extends Fields, State extends string>(
  register: Register<Name, F, State>,
) {
  const { name, plural } = register
  const at = `/${plural}` as const
  const one = `/${plural}/:id` as const
  const may = (verb: string) => permissionFor(register, verb)
  const whole = z.lazy(() => recordSchema(register))
  return {
    create: commandOperation({
      name: `${name}.create`,
      method: 'POST',
      path: at,
      summary: `Create ${spokenOne(register)}`,
      permission: may('write'),
      input: z.lazy(() => newRecordSchema<F>(register)),
      output: whole,
      status: 201,
      events: [`${name}.created`],
    }),
    revise: commandOperation({
      name: `${name}.revise`,
      method: 'PATCH',
      path: one,
      summary: 'Change fields of a record',
      permission: may('write'),
      input: z.lazy(() =>
        z.strictObject({ id, expected_version: expectedVersion, changes: changesSchema<F>(register) }),
      ),
      output: whole,
      events: [`${name}.revised`],
      errors: ['not-found', 'version-conflict'],
      versioned: true,
    }),
    archive: commandOperation({
      name: `${name}.archive`,
      method: 'POST',
      path: `${one}/archival`,
      summary: 'Archive a record: out of lists and duties, never deleted',
      permission: may('archive'),
      input: z.strictObject({ id, expected_version: expectedVersion, reason: transitionReason.optional() }),
      output: whole,
      events: [`${name}.archived`],
      errors: ['not-found', 'version-conflict'],
      versioned: true,
    }),
    restore: commandOperation({
      name: `${name}.restore`,
      method: 'DELETE',
      path: `${one}/archival`,
      summary: 'Take a record back from the archive',
      permission: may('archive'),
      input: z.strictObject({ id, expected_version: expectedVersion }),
      output: whole,
      events: [`${name}.restored`],
      errors: ['not-found', 'version-conflict'],
      versioned: true,
    }),
    'preview-bulk': queryOperation({
      name: `${name}.preview-bulk`,
      method: 'POST',
      path: `${at}/bulk-previews`,
      summary: 'Tell what changing many records at once would do, without doing it',
      permission: may('bulk'),
      input: z.lazy(() =>
        z.strictObject({
          selection: z.union([chosen, z.strictObject({ filter: filterSchema(register) })]),
          changes: changesSchema<F>(register),
        }),
      ),
      output: bulkPreview,
      errors: ['conflict'],
    }),
    bulk: commandOperation({
      name: `${name}.bulk`,
      method: 'POST',
      path: `${at}/bulk-revisions`,
      summary: 'Change many records at once; all or none',
      permission: may('bulk'),
      input: z.lazy(() =>
        z.strictObject({
          selection: z.union([
            seen,
            // A filter names whatever it matches by then, so the change brings what a preview of it answered.
            z.strictObject({ filter: filterSchema(register), digest }),
          ]),
          changes: changesSchema<F>(register),
        }),
      ),
      output: bulkRevised,
      events: [`${name}.bulk-revised`],
      errors: ['conflict'],
    }),
  }
}

/** Those around a record: what people say about it, and what they link it to. */
function linkingOperations<const Name extends string, F extends Fields, State extends string>(
  register: Register<Name, F, State>,
) {
  const { name, plural } = register
  const one = `/${plural}/:id` as const
  const may = (verb: string) => permissionFor(register, verb)
  return {
    comments: queryOperation({
      name: `${name}.comments`,
      method: 'GET',
      path: `${one}/comments`,
      summary: 'Read the comments on a record, oldest first',
      permission: may('read'),
      input: z.strictObject({ id }),
      output: commentPage,
      errors: ['not-found'],
    }),
    comment: commandOperation({
      name: `${name}.comment`,
      method: 'POST',
      path: `${one}/comments`,
      summary: 'Comment on a record',
      permission: may('comment'),
      input: z.strictObject({ id, body: z.string().trim().min(1).max(10_000) }),
      output: comment,
      status: 201,
      events: [`${name}.commented`],
      errors: ['not-found'],
    }),
    links: queryOperation({
      name: `${name}.links`,
      method: 'GET',
      path: `${one}/links`,
      summary: 'Read what a record is linked to, in both directions',
      permission: may('read'),
      input: z.strictObject({ id }),
      output: linkPage,
      errors: ['not-found'],
    }),
    link: commandOperation({
      name: `${name}.link`,
      method: 'POST',
      path: `${one}/links`,
      summary: 'Link a record to another',
      permission: may('write'),
      input: linkAsked,
      output: linkChanged,
      status: 201,
      events: [`${name}.linked`],
      errors: ['not-found', 'conflict'],
    }),
    unlink: commandOperation({
      name: `${name}.unlink`,
      method: 'DELETE',
      path: `${one}/links/:link_id`,
      summary: 'Remove a link',
      permission: may('write'),
      input: z.strictObject({ id, link_id: id }),
      output: linkChanged,
      events: [`${name}.unlinked`],
      errors: ['not-found'],
    }),
  }
}

/**
 * The standard operations of a register, derived from its declaration. Names are `<register>.<verb>`; in paths,
 * verbs other than those of HTTP become nouns below the record.
 */
export const standardOperations = <const Name extends string, F extends Fields, State extends string>(
  register: Register<Name, F, State>,
) => ({
  ...readingOperations(register),
  ...writingOperations(register),
  ...linkingOperations(register),
})

export type StandardOperations<R extends Register> = ReturnType<
  typeof standardOperations<R['name'], R['fields'], string>
>
