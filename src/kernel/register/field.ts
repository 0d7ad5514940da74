/**
 * The kinds of field a register may declare. Plain data: pages, forms, filters, schemas, imports and row
 * types all read the same declaration. A field's key is its column name, its JSON key and its message key.
 */
export type FieldKind =
  | 'text'
  | 'long_text'
  | 'choice'
  | 'choices'
  | 'boolean'
  | 'integer'
  | 'date'
  | 'list'
  | 'person'
  | 'record'

declare const value: unique symbol

/** A declared field. `Value` is what a row holds when it is known; null stands for unknown, never for false. */
export interface Field<Value = unknown, Required extends boolean = boolean> {
  readonly kind: FieldKind
  readonly required: Required
  /** Longest text in characters, largest integer, or most entries of a list. */
  readonly max: number
  /** Smallest integer. */
  readonly min: number
  /** The values of a choice, in the order in which pages show them. */
  readonly values: readonly string[]
  /** Of a choice: its values go from good to bad, and pages show each as its step of a ramp. */
  readonly ramp: boolean
  /** The register a `record` field points to. */
  readonly register: string
  /** It names requirements: by their URNs, or those of ISO/IEC 42001 by their numbers. */
  readonly requirement: 'urn' | 'number' | null
  /** A code, a number that stands for a grade, or a yes or no that is a decision; pages say it in the module's words. */
  readonly worded: boolean
  /** Found by the list's search box. */
  readonly search: boolean
  /** Changing it makes dependent records stale. */
  readonly significant: boolean
  /** Decided by the server from other fields: callers read it and never send it. */
  readonly computed: boolean
  /** It says what came of the record: until then it lies ahead, and nobody has to find it out. */
  readonly ahead: boolean
  readonly [value]?: Value
}

interface Options<R extends boolean> {
  readonly required?: R
  readonly search?: boolean
  readonly significant?: boolean
  readonly computed?: boolean
  readonly ahead?: boolean
}

/** A text or list may name requirements: it then is part of the golden thread. */
interface WordOptions<R extends boolean> extends Options<R> {
  readonly requirement?: 'urn' | 'number'
  readonly worded?: boolean
}

const declare = <Value, R extends boolean>(
  kind: FieldKind,
  options: WordOptions<R>,
  more: { max?: number; min?: number; values?: readonly string[]; ramp?: boolean; register?: string } = {},
): Field<Value, NoInfer<R>> => ({
  kind,
  required: (options.required ?? false) as R,
  requirement: options.requirement ?? null,
  worded: options.worded ?? false,
  search: options.search ?? false,
  significant: options.significant ?? false,
  computed: options.computed ?? false,
  ahead: options.ahead ?? false,
  max: more.max ?? 0,
  min: more.min ?? 0,
  values: more.values ?? [],
  ramp: more.ramp ?? false,
  register: more.register ?? '',
})

/** One line, up to `max` characters. */
export const text = <R extends boolean = false>(
  options: WordOptions<R> & { max: number },
): Field<string, NoInfer<R>> => declare('text', options, { max: options.max })

/** Several paragraphs, up to `max` characters. */
export const longText = <R extends boolean = false>(
  options: Options<R> & { max?: number } = {},
): Field<string, NoInfer<R>> => declare('long_text', options, { max: options.max ?? 20_000 })

/** Exactly one of the values. */
export const choice = <const V extends string, R extends boolean = false>(
  values: readonly V[],
  options: Options<R> & { ramp?: boolean } = {},
): Field<V, NoInfer<R>> => declare('choice', options, { values, ramp: options.ramp ?? false })

/** Any number of the values; an empty list is a known "none of them". */
export const choices = <const V extends string, R extends boolean = false>(
  values: readonly V[],
  options: Options<R> = {},
): Field<V[], NoInfer<R>> => declare('choices', options, { values, max: values.length })

export const boolean = <R extends boolean = false>(
  options: Options<R> & { worded?: boolean } = {},
): Field<boolean, NoInfer<R>> => declare('boolean', options)

export const integer = <R extends boolean = false>(
  options: Options<R> & { min: number; max: number; worded?: boolean },
): Field<number, NoInfer<R>> => declare('integer', options, { min: options.min, max: options.max })

/** A calendar date without a time zone, `YYYY-MM-DD`. */
export const date = <R extends boolean = false>(options: Options<R> = {}): Field<string, NoInfer<R>> =>
  declare('date', options)

/** Free words, up to `max` entries of 200 characters. */
export const list = <R extends boolean = false>(
  options: WordOptions<R> & { max?: number } = {},
): Field<string[], NoInfer<R>> => declare('list', options, { max: options.max ?? 100 })

/** A person of the organization, by id. */
export const person = <R extends boolean = false>(options: Options<R> = {}): Field<string, NoInfer<R>> =>
  declare('person', options)

/** A record of another (or the same) register, by id. */
export const record = <R extends boolean = false>(
  register: string,
  options: Options<R> = {},
): Field<string, NoInfer<R>> => declare('record', options, { register })

export type Fields = Readonly<Record<string, Field>>

/** What a row holds in one field. */
export type ValueOf<F> = F extends Field<infer V, infer R> ? ([R] extends [true] ? V : V | null) : never
/** What a row holds in all declared fields. */
export type ValuesOf<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> }
/** What a person sends to create: required fields, and any others. */
export type NewValuesOf<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends Field<unknown, true> ? K : never]: ValueOf<F[K]>
} & { -readonly [K in keyof F as F[K] extends Field<unknown, true> ? never : K]?: ValueOf<F[K]> | undefined }
