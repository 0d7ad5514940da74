import { choice, date as dateField, type Field, type FieldKind, person, text } from './field.ts'
import { oncePerRegister } from './once.ts'
import type { AnyRegister } from './register.ts'

/**
 * The list query language, the same in the URL of a page, the API and the command line:
 * `stage=operation,retired` (any of), `stage=_none` (unknown), `owner_id=_me`, `started_on.from=2024-01-01`,
 * `started_on.to=2024-12-31`, `name.contains=fraud`, `q=words`, `sort=-updated_at`, `archived=all`.
 */
export const noValue = '_none'
export const myself = '_me'

export type Comparison = 'any_of' | 'from' | 'to' | 'contains'

/** One condition of a list, after parsing. */
export interface Filter {
  readonly field: string
  readonly comparison: Comparison
  readonly values: readonly string[]
}

const comparisons: Record<FieldKind, readonly Comparison[]> = {
  text: ['contains'],
  long_text: ['contains'],
  choice: ['any_of'],
  choices: ['any_of'],
  boolean: ['any_of'],
  integer: ['from', 'to'],
  date: ['from', 'to'],
  list: ['any_of'],
  person: ['any_of'],
  record: ['any_of'],
}

/** Every field of a register that a list can show, sort or filter: declared ones and the spine's. */
export function listFields(register: AnyRegister): Record<string, Field> {
  return {
    ...register.fields,
    state: choice(Object.keys(register.lifecycle.states), { required: true }),
    owner_id: person(),
    created_at: dateField({ required: true }),
    created_by: person(),
    updated_at: dateField({ required: true }),
    updated_by: person(),
    id: text({ max: 36, required: true }),
  }
}

/** The query parameter that carries a comparison on a field. */
export const parameterFor = (field: string, comparison: Comparison): string =>
  comparison === 'any_of' ? field : `${field}.${comparison}`

interface FilterParameter {
  readonly parameter: string
  readonly field: string
  readonly comparison: Comparison
  readonly declared: Field
}

/** Every filter parameter a register's list understands, with the field and comparison it stands for. */
export const filterParameters = oncePerRegister((register): readonly FilterParameter[] =>
  Object.entries(listFields(register)).flatMap(([field, declared]) =>
    (field === 'id' ? (['any_of'] as const) : comparisons[declared.kind]).map((comparison) => ({
      parameter: parameterFor(field, comparison),
      field,
      comparison,
      declared,
    })),
  ),
)

/** Reads the filters out of parsed query parameters; what is absent does not filter. */
export function parseFilters(register: AnyRegister, parameters: Readonly<Record<string, unknown>>): Filter[] {
  return filterParameters(register).flatMap(({ parameter, field, comparison }) => {
    const raw = parameters[parameter]
    if (typeof raw !== 'string' || raw === '') return []
    return [{ field, comparison, values: comparison === 'any_of' ? raw.split(',') : [raw] }]
  })
}

/** Fields a list may be sorted by: those with one plain, ordered value. */
export const sortable = (field: Field): boolean =>
  ['text', 'choice', 'boolean', 'integer', 'date'].includes(field.kind)

/** Fields a list may be grouped by: those with few values. */
export const groupable = (field: Field): boolean =>
  ['choice', 'boolean', 'person', 'record'].includes(field.kind)

/** The order of a list by how well its titles fit the words that are searched for; asked without words, it is refused. */
export const byMatch = 'match'
