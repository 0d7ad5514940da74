import { describe, expect, it } from 'vitest'
import { organizationUnit as register } from '../../../../modules/organization/organization-unit.ts'
import { addressOf, leftOutOf, toldBy } from './list-address.ts'
import { readListState } from './list-state.ts'

const view = { id: 'v1', search: { kind: 'team', group: 'state' } }
const stateOf = (address: Record<string, string>) => readListState(register, toldBy(address, view))

describe('a saved view in an address', () => {
  it('stands for its filters when it stands alone', () => {
    expect(stateOf({ view: 'v1' })).toMatchObject({ filters: { kind: 'team' }, group: 'state' })
    expect(addressOf(register, stateOf({ view: 'v1' }), view)).toEqual({ view: 'v1' })
  })

  it('stays named beside what was changed since, which decides', () => {
    const changed = { ...stateOf({ view: 'v1' }), group: null }
    const address = addressOf(register, changed, view)
    expect(address).toEqual({ view: 'v1', kind: 'team' })
    expect(stateOf(address)).toEqual(changed)
  })

  it('is left when the list is shown as it starts', () => {
    expect(addressOf(register, readListState(register, {}), view)).toEqual({})
  })

  it('says which fields the register does not have any more, and opens without them', () => {
    const search = {
      q: 'unit',
      kind: 'team',
      'colour.from': '3',
      sort: '-weight',
      group: 'shape',
      columns: 'name,kind,colour',
    }
    expect(leftOutOf(register, search)).toEqual(['colour', 'weight', 'shape'])
    expect(leftOutOf(register, view.search)).toEqual([])
    expect(readListState(register, search)).toMatchObject({
      filters: { kind: 'team' },
      sort: 'name',
      group: null,
    })
  })
})
