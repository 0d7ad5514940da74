import { filterParameters } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { PlainSearch } from '../../../app/search-params.ts'
import {
  columnFields,
  groupFields,
  type ListState,
  readListState,
  sortFields,
  writeListState,
} from './list-state.ts'

/** What a saved view is to an address. */
interface Named {
  readonly id: string
  readonly search: PlainSearch
}

/** The list state that an address tells: its own parameters, or, when it only names a view, the view's. */
export function toldBy(address: PlainSearch, view: Named | undefined): PlainSearch {
  const { view: _, ...plain } = address
  return view !== undefined && Object.keys(plain).length === 0 ? view.search : plain
}

const isSame = (one: PlainSearch, other: PlainSearch): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value)

/** Whether the list shows what a view holds. */
export const showsView = (register: AnyRegister, state: ListState, view: Named): boolean =>
  isSame(writeListState(register, state), writeListState(register, readListState(register, view.search)))

/**
 * The address of a list's state. While the state is that of the view it came from, the view's name is enough;
 * afterwards the view is named beside it, so that the changes can be saved to it.
 */
export function addressOf(
  register: AnyRegister,
  state: ListState,
  view: Named | undefined,
): Record<string, string> {
  const plain = writeListState(register, state)
  if (view === undefined) return plain
  if (showsView(register, state, view)) return { view: view.id }
  return Object.keys(plain).length === 0 ? {} : { ...plain, view: view.id }
}

/** The fields and parameters that an address names and the register does not have, or not any more. */
export function leftOutOf(register: AnyRegister, search: PlainSearch): string[] {
  const columns = new Set(columnFields(register).map(([key]) => key))
  const filters = new Set(filterParameters(register).map(({ parameter }) => parameter))
  const told = Object.entries(search).flatMap(([name, value]) => {
    switch (name) {
      case 'q':
      case 'archived':
      case 'as_of':
        return []
      case 'sort':
        return sortFields(register).includes(value.replace(/^-/, '')) ? [] : [value.replace(/^-/, '')]
      case 'group':
        return groupFields(register).includes(value) ? [] : [value]
      case 'columns':
        return value.split(',').filter((key) => !columns.has(key))
      default:
        return filters.has(name) ? [] : [name.split('.')[0] ?? name]
    }
  })
  return [...new Set(told)]
}
