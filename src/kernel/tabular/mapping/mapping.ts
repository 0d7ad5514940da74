import { z } from 'zod'
import { DATE_FORMATS } from '../date-format.ts'

const MOST_COLUMNS = 1_000
const MOST_WORDS = 500

const header = z.string().max(2_000)
const position = z.int().min(1).max(16_384)
const fieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a field name is snake_case, at most 63 characters')
const words = z.array(z.string().max(2_000)).max(MOST_WORDS)
const maxLength = z.int().min(1).max(1_000_000).optional()
const isoDate = z.iso.date()

/** Answers that say "no answer". They are read as null and are not reported. */
export const DEFAULT_BLANK_WORDS = ['n/a', 'na', 'n.a.', 'not applicable', 'unknown', 'tbd', '-']

/** Blank words of this column alone; without them those of the mapping count. */
const blankWords = words.optional()

/** Answer to stored value; null says that the answer is known to mean "not answered". */
const valueMap = z.record(z.string().max(2_000), z.string().max(200).nullable())
const onUnknown = z.enum(['error', 'null']).default('null')
/** As `onUnknown`; without it null. It is no default, so that the hashes of mappings that were used stay what they are. */
const onUnreadable = z.enum(['error', 'null']).optional()

export const columnRefSchema = z.strictObject({ position, header }).meta({ title: 'column' })

const textParse = z.strictObject({
  kind: z.literal('text'),
  max_length: maxLength,
  /** What a line break inside the cell becomes. */
  line_break: z.string().max(10).default(' '),
  blank_words: blankWords,
})

const longTextParse = z
  .strictObject({
    kind: z.literal('long_text'),
    max_length: maxLength,
    blank_words: blankWords,
  })
  .meta({ title: 'long-text-parse' })

const choiceParse = z.strictObject({
  kind: z.literal('choice'),
  values: valueMap,
  /** Beginnings of long answers; asked after `values`, the longest beginning first. */
  starts_with: valueMap.default({}),
  on_unknown: onUnknown,
  blank_words: blankWords,
})

const booleanParse = z.strictObject({
  kind: z.literal('boolean'),
  true_words: words.default(['yes', 'true', 'y', '1']),
  false_words: words.default(['no', 'false', 'n', '0']),
  on_unknown: onUnreadable,
  blank_words: blankWords,
})

const dateParse = z
  .strictObject({
    kind: z.literal('date'),
    formats: z.array(z.enum(DATE_FORMATS)).max(DATE_FORMATS.length),
    /** Dates outside these bounds are not believed: they stay null and are reported. */
    earliest: isoDate.optional(),
    latest: isoDate.optional(),
    on_unknown: onUnreadable,
    blank_words: blankWords,
  })
  .refine((parse) => !(parse.formats.includes('M/D/YYYY') && parse.formats.includes('D/M/YYYY')), {
    error: 'M/D/YYYY and D/M/YYYY together are ambiguous: choose one',
    path: ['formats'],
  })
  .meta({ title: 'date-parse' })

const numberParse = z
  .strictObject({
    kind: z.literal('number'),
    decimal: z.enum(['.', ',']).default('.'),
    group: z.enum(['', ',', '.', ' ', "'"]).default(''),
    on_unknown: onUnreadable,
    blank_words: blankWords,
  })
  .refine((parse) => parse.decimal !== parse.group, {
    error: 'the decimal and the grouping sign must differ',
    path: ['group'],
  })

const listParse = z.strictObject({
  kind: z.literal('list'),
  separators: z.array(z.string().min(1).max(5)).min(1).max(10).default([',', ';', '\n']),
  /** Without a value map every item is kept as written. */
  values: valueMap.optional(),
  on_unknown: onUnknown,
  /** Answers that say "none of them": an empty list, which is not the same as null. */
  empty_words: words.default([]),
  blank_words: blankWords,
})

const joinedParse = z.strictObject({
  kind: z.literal('joined'),
  with: z.array(columnRefSchema).min(1).max(50),
  separator: z.string().max(20).default('\n\n'),
  max_length: maxLength,
  blank_words: blankWords,
})

/** How a cell becomes a value: a small closed set. */
export const parseSchema = z.discriminatedUnion('kind', [
  textParse,
  longTextParse,
  choiceParse,
  booleanParse,
  dateParse,
  numberParse,
  listParse,
  joinedParse,
])

const columnRules = {
  position,
  header,
  parse: parseSchema,
  /** A row without a value here is reported as an error. */
  required: z.boolean().default(false),
  /** Used only where an earlier column left the same field null. */
  fallback: z.boolean().default(false),
}

/** A source column and the register field, or the custom field, that it fills. */
export const columnMappingSchema = z.union([
  z.strictObject({ ...columnRules, field: fieldName }),
  z.strictObject({ ...columnRules, custom: fieldName }),
])

const fieldValue = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(100),
  z.null(),
])

/**
 * A mapping is data: which columns of a file fill which fields of a register, and how. It is shipped as a file or sent by
 * the browser; this schema is the only way in.
 */
export const mappingSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a mapping name is kebab-case, at most 63 characters'),
    register: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'a register name is kebab-case'),
    title: z.string().min(1).max(200),
    /** The form this mapping was made for: number of columns and `headerFingerprint`. */
    source: z.strictObject({
      columns: z.int().min(1).max(16_384),
      header_fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    /** The columns whose trimmed cells identify a row, together with an ordinal among equals in the file. */
    key: z.strictObject({ columns: z.array(columnRefSchema).min(1).max(10) }),
    blank_words: words.default(DEFAULT_BLANK_WORDS),
    columns: z.array(columnMappingSchema).min(1).max(MOST_COLUMNS),
    /** Values every row gets. */
    constants: z.record(fieldName, fieldValue).default({}),
  })
  .superRefine((mapping, context) => {
    const filled = new Set(Object.keys(mapping.constants).map((name) => `field ${name}`))
    for (const [index, column] of mapping.columns.entries()) {
      const target = targetOf(column)
      if (filled.has(target) && !column.fallback)
        context.addIssue({ code: 'custom', path: ['columns', index], message: `${target} is filled twice` })
      filled.add(target)
    }
  })

function targetOf(column: ColumnMapping): string {
  return 'field' in column ? `field ${column.field}` : `custom ${column.custom}`
}

export type Mapping = z.output<typeof mappingSchema>
export type MappingInput = z.input<typeof mappingSchema>
export type ColumnMapping = z.output<typeof columnMappingSchema>
export type Parse = z.output<typeof parseSchema>
export type ParseOf<Kind extends Parse['kind']> = Extract<Parse, { kind: Kind }>
export type FieldValue = z.output<typeof fieldValue>
