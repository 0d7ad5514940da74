import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterSchema } from '../../../../kernel/register/schema.ts'
import { standardOperations } from '../../../../kernel/register/standard.ts'
import { organizationUnit as register } from '../../../../modules/organization/organization-unit.ts'
import { parseSearch, stringifySearch } from '../../../app/search-params.ts'
import {
  groupFields,
  groupFilter,
  listInput,
  readListState,
  selectionOf,
  sortFields,
  summaryInput,
  withFilter,
  withoutField,
  writeListState,
} from './list-state.ts'

const { list, summary } = standardOperations(register)

describe('a list in its address', () => {
  it('starts as the register declares and then needs no address at all', () => {
    const state = readListState(register, {})
    expect(state.sort).toBe('name')
    expect(state.columns).toEqual(['name', 'short_name', 'kind', 'parent_id', 'owner_id', 'state'])
    expect(writeListState(register, state)).toEqual({})
  })

  it('reads filters, sorting, grouping and columns, and writes them back the same', () => {
    const address = '?kind=team,site&name.contains=fraud&sort=-updated_at&group=state&columns=name,state'
    const state = readListState(register, parseSearch(address))
    expect(state.filters).toEqual({ kind: 'team,site', 'name.contains': 'fraud' })
    const written = parseSearch(stringifySearch(writeListState(register, state)))
    expect(written).toEqual(parseSearch(address))
  })

  it('leaves out what this register does not know', () => {
    const state = readListState(register, {
      colour: 'red',
      sort: 'purpose',
      group: 'name',
      columns: 'kind,nope',
    })
    expect(state.filters).toEqual({})
    expect(state.sort).toBe('name')
    expect(state.group).toBeNull()
    expect(state.columns).toEqual(['name', 'kind'])
  })

  it('takes away every filter on a field at once', () => {
    const first = withFilter(readListState(register, {}), 'updated_at', 'from', '2026-01-01')
    const both = withFilter(first, 'updated_at', 'to', '2026-02-01')
    expect(withoutField(both, 'updated_at').filters).toEqual({})
    expect(withFilter(both, 'updated_at', 'to', '').filters).toEqual({ 'updated_at.from': '2026-01-01' })
  })
})

describe('what a list asks of the server', () => {
  const search = fc.record(
    {
      kind: fc.constantFrom('team', 'team,site', '_none'),
      owner_id: fc.constantFrom('_me', '_none'),
      'name.contains': fc.string({ minLength: 1, maxLength: 40 }),
      q: fc.string({ minLength: 1, maxLength: 40 }),
      sort: fc.constantFrom(...sortFields(register).flatMap((key) => [key, `-${key}`])),
      group: fc.constantFrom(...groupFields(register)),
      archived: fc.constantFrom('true', 'all'),
      columns: fc.constantFrom('kind', 'state,owner_id', 'created_at,purpose'),
    },
    { requiredKeys: [] },
  )

  it('is always something the contract accepts, and survives the address', () => {
    fc.assert(
      fc.property(search, (asked) => {
        const state = readListState(register, parseSearch(stringifySearch(asked)))
        expect(readListState(register, writeListState(register, state))).toEqual(state)
        expect(list.input.safeParse(listInput(register, state)).success).toBe(true)
        expect(summary.input.safeParse(summaryInput(state, state.group ?? undefined)).success).toBe(true)
        expect(filterSchema(register).safeParse(selectionOf(state)).success).toBe(true)
      }),
    )
  })

  it('asks for the rows of a group by its value, also for those without one', () => {
    expect(groupFilter('kind', 'team')).toEqual({ kind: 'team' })
    expect(groupFilter('kind', null)).toEqual({ kind: '_none' })
  })
})
