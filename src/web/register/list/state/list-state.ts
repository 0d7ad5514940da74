import type { Field } from '../../../../kernel/register/field.ts'
import {
  type Comparison,
  filterParameters,
  groupable,
  listFields,
  noValue,
  parameterFor,
  sortable,
} from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { PlainSearch } from '../../../app/search-params.ts'

/** What a list shows, read from its address. Everything in it can be shared and saved. */
export interface ListState {
  /** Filter parameters of the list language, by name. */
  readonly filters: Readonly<Record<string, string>>
  readonly q: string
  readonly sort: string
  readonly group: string | null
  readonly columns: readonly string[]
  readonly archived: 'false' | 'true' | 'all'
  /** A UTC instant: the list as it was then, read-only. */
  readonly as_of: string | undefined
}

/** Fields that may be a column. Ids are for machines. */
export const columnFields = (register: AnyRegister): [string, Field][] =>
  Object.entries(listFields(register)).filter(([key]) => key !== 'id')

export const groupFields = (register: AnyRegister): string[] =>
  columnFields(register)
    .filter(([, field]) => groupable(field))
    .map(([key]) => key)

export const sortFields = (register: AnyRegister): string[] =>
  columnFields(register)
    .filter(([, field]) => sortable(field))
    .map(([key]) => key)

export const fieldOfSort = (sort: string) => (sort.startsWith('-') ? sort.slice(1) : sort)

/** The columns of an address: those that exist, the title always first. */
function columnsOf(register: AnyRegister, asked: string | undefined): string[] {
  const existing = new Set(columnFields(register).map(([key]) => key))
  const wanted = asked === undefined ? [...register.list.columns] : asked.split(',')
  const kept = wanted.filter((key) => existing.has(key) && key !== register.title)
  return [register.title, ...new Set(kept)]
}

/** Reads a list's state out of an address. What it does not understand it leaves out. */
export function readListState(register: AnyRegister, search: PlainSearch): ListState {
  const parameters = filterParameters(register).map(({ parameter }) => parameter)
  const filters = Object.fromEntries(
    parameters.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])),
  )
  const sort = search.sort ?? ''
  const group = search.group ?? ''
  const archived = search.archived
  return {
    filters,
    q: search.q ?? '',
    sort: sortFields(register).includes(fieldOfSort(sort)) ? sort : register.list.sort,
    group: groupFields(register).includes(group) ? group : null,
    columns: columnsOf(register, search.columns),
    archived: archived === 'true' || archived === 'all' ? archived : 'false',
    as_of: search.as_of,
  }
}

/** The address of a list's state; what is as declared is left out. */
export function writeListState(register: AnyRegister, state: ListState): Record<string, string> {
  const columns = state.columns.join(',')
  const usual = columnsOf(register, undefined).join(',')
  const more: [string, string, boolean][] = [
    ['q', state.q, state.q !== ''],
    ['sort', state.sort, state.sort !== register.list.sort],
    ['group', state.group ?? '', state.group !== null],
    ['columns', columns, columns !== usual],
    ['archived', state.archived, state.archived !== 'false'],
    ['as_of', state.as_of ?? '', state.as_of !== undefined],
  ]
  return {
    ...state.filters,
    ...Object.fromEntries(more.filter(([, , told]) => told).map(([name, value]) => [name, value])),
  }
}

type Query = Readonly<Record<string, string>>

/** Which records: what list, summary and a bulk change agree on. */
export const selectionOf = (state: ListState): Query => ({
  ...state.filters,
  ...(state.q === '' ? {} : { q: state.q }),
})

const scopeOf = (state: ListState): Query => ({
  ...selectionOf(state),
  ...(state.archived === 'false' ? {} : { archived: state.archived }),
  ...(state.as_of === undefined ? {} : { as_of: state.as_of }),
})

/** The input of a `list` call, without its cursor. Owner and archive are always read: permissions need them. */
export function listInput(register: AnyRegister, state: ListState): Query {
  const columns = [...new Set([...state.columns, register.title, 'owner_id'])]
  return { ...scopeOf(state), sort: state.sort, columns: columns.filter((key) => key !== 'state').join(',') }
}

export const summaryInput = (state: ListState, groupBy?: string): Query => ({
  ...scopeOf(state),
  ...(groupBy === undefined ? {} : { group_by: groupBy }),
})

/** A group of a list: the rows whose field holds the value. */
export const groupFilter = (field: string, value: unknown): Query => ({
  [field]: value === null ? noValue : String(value),
})

/** The state with one filter set, or taken away by an empty value. */
export function withFilter(
  state: ListState,
  field: string,
  comparison: Comparison,
  value: string,
): ListState {
  const name = parameterFor(field, comparison)
  const { [name]: _, ...rest } = state.filters
  return { ...state, filters: value === '' ? rest : { ...rest, [name]: value } }
}

/** The state without any filter on a field. */
export function withoutField(state: ListState, field: string): ListState {
  const kept = Object.entries(state.filters).filter(
    ([name]) => name !== field && !name.startsWith(`${field}.`),
  )
  return { ...state, filters: Object.fromEntries(kept) }
}

/** Whether anything narrows the list. */
export const isNarrowed = (state: ListState): boolean =>
  state.q !== '' || Object.keys(state.filters).length > 0 || state.archived !== 'false'
