import { z } from 'zod'
import type { Field, Fields, NewValuesOf } from './field.ts'
import { byMatch, filterParameters, groupable, listFields, sortable } from './filter.ts'
import { oncePerRegister } from './once.ts'
import { type AnyRegister, givenFields, type RecordOf, type Spine } from './register.ts'

/**
 * No control characters but tab and line break: they never belong to a record's text. No lone surrogates either:
 * the database cannot store them as they were typed. And what stands in a line, as names do in what people sign, has no
 * characters that turn the direction of the text around them: it would read otherwise than it is.
 */
const printable = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u
const printableLines = /^(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u
const oneLine = 'must be one line without control characters'
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u

/** One line that names something: it can be seen, and reads as it is. */
export const nameText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(printable, oneLine)
    .regex(visible, 'must hold something that can be seen')

const listed = (values: readonly string[]): z.ZodType<string> =>
  z.enum(values as readonly [string, ...string[]])

function known(field: Field): z.ZodType {
  switch (field.kind) {
    case 'text':
      return field.required ? nameText(field.max) : z.string().trim().max(field.max).regex(printable, oneLine)
    case 'long_text':
      return z.string().max(field.max).regex(printableLines, 'must not contain control characters')
    case 'choice':
      return listed(field.values)
    case 'choices':
      return z
        .array(listed(field.values))
        .max(field.max)
        .refine((all) => new Set(all).size === all.length, 'must not repeat a value')
    case 'boolean':
      return z.boolean()
    case 'integer':
      return z.int().min(field.min).max(field.max)
    case 'date':
      return z.iso.date()
    case 'list': {
      const one = z.string().trim().min(1).max(200).regex(printable, oneLine)
      // The golden thread takes a URN for a requirement and anything else for a record.
      const named = field.requirement === 'urn' ? one.regex(/^urn:/, 'must be the URN of a requirement') : one
      return z.array(named).max(field.max)
    }
    case 'person':
    case 'record':
      return z.uuid()
  }
}

const ownerId = z.uuid().nullable()
const custom = z.record(z.string().max(200), z.unknown())
/** A value from the query string. */
const words = z.string().max(2000).regex(printableLines, 'must not contain control characters').optional()

const newRecord = oncePerRegister((register) => {
  const shape: Record<string, z.ZodType> = { owner_id: ownerId.optional(), custom: custom.optional() }
  for (const [key, field] of givenFields(register))
    shape[key] = field.required ? known(field) : known(field).nullable().optional()
  return z.strictObject(shape).meta({ title: `${register.name}-new` })
})

/** What a caller sends to create a record. Optional fields may be absent or null: unknown. */
export const newRecordSchema = <F extends Fields>(
  register: AnyRegister & { fields: F },
): z.ZodType<
  NewValuesOf<F> & { owner_id?: string | null | undefined; custom?: Record<string, unknown> | undefined }
> => newRecord(register) as never

const changes = oncePerRegister((register) => {
  const shape: Record<string, z.ZodType> = { owner_id: ownerId.optional() }
  for (const [key, field] of givenFields(register))
    shape[key] = (field.required ? known(field) : known(field).nullable()).optional()
  return z.strictObject(shape).meta({ title: `${register.name}-changes` })
})

/** What a caller sends to revise a record: only the fields that change. */
export const changesSchema = <F extends Fields>(
  register: AnyRegister & { fields: F },
): z.ZodType<Partial<NewValuesOf<F>> & { owner_id?: string | null | undefined }> => changes(register) as never

const stored = (field: Field): z.ZodType => {
  const plain = { text: z.string(), long_text: z.string(), date: z.iso.date() } as Partial<
    Record<string, z.ZodType>
  >
  const one = plain[field.kind] ?? known(field)
  return field.required ? one : one.nullable()
}

const spineShape = {
  id: z.uuid(),
  version: z.int(),
  state: z.string(),
  owner_id: z.uuid().nullable(),
  created_at: z.string(),
  created_by: z.uuid().nullable(),
  updated_at: z.string(),
  updated_by: z.uuid().nullable(),
  archived_at: z.string().nullable(),
} satisfies Record<keyof Spine, z.ZodType>

const declaredShape = oncePerRegister(
  (register): Record<string, z.ZodType> =>
    Object.fromEntries(Object.entries(register.fields).map(([key, field]) => [key, stored(field)])),
)

const whole = oncePerRegister((register) =>
  z.object({ ...spineShape, ...declaredShape(register), custom }).meta({ title: register.name }),
)

/** A whole record, as `get` answers it and a row holds it. */
export const recordSchema = <R extends AnyRegister>(register: R): z.ZodType<RecordOf<R>> =>
  whole(register) as never

const row = oncePerRegister((register) => {
  const { id, version, state, ...rest } = spineShape
  return z
    .object({ id, version, state, ...z.object({ ...rest, ...declaredShape(register) }).partial().shape })
    .meta({ title: `${register.name}-row` })
})

/** A row of a list: always `id`, `version`, `state`; of the rest, the columns that were asked for. */
export const rowSchema = <R extends AnyRegister>(
  register: R,
): z.ZodType<Pick<Spine, 'id' | 'version' | 'state'> & Partial<RecordOf<R>>> => row(register) as never

const oneOf = (keys: readonly string[]) => z.enum(keys as readonly [string, ...string[]])

/** Parameters beyond `q` depend on the register's fields and are read through `parseFilters`. */
type FilterShape = { q: z.ZodOptional<z.ZodString> }

/** The filter parameters of a list; see `filter.ts` for the language. */
export const filterSchema = oncePerRegister((register): z.ZodObject<FilterShape, z.core.$strict> => {
  const shape: FilterShape & Record<string, z.ZodOptional<z.ZodString>> = { q: words }
  for (const { parameter } of filterParameters(register)) shape[parameter] = words
  return z.strictObject(shape)
})

/** Which records a list considers: archived ones too, or those of an earlier moment. */
export const scopeShape = {
  archived: z.enum(['false', 'true', 'all']).default('false'),
  /** A UTC instant; the answer is what the latest checkpoint signed by then holds. */
  as_of: z.iso.datetime({ offset: true }).optional(),
}

/** Paging, sorting and columns of a list. */
export function pageShape(register: AnyRegister) {
  const fields = Object.entries(listFields(register))
  const keys = fields.filter(([, field]) => sortable(field)).map(([key]) => key)
  const columns = new Set(fields.map(([key]) => key))
  return {
    sort: oneOf([...keys.flatMap((key) => [key, `-${key}`]), byMatch]).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(2000).optional(),
    columns: z
      .string()
      .max(2000)
      .refine(
        (names) => names.split(',').every((name) => columns.has(name)),
        'names a column that does not exist',
      )
      .optional(),
  }
}

/** The fields that a summary of a list may group by. */
export const groupSchema = (register: AnyRegister) =>
  oneOf(
    Object.entries(listFields(register))
      .filter(([, field]) => groupable(field))
      .map(([key]) => key),
  )
