import { describe, expect, it } from 'vitest'
import { includedRow } from '../statement.fixture.ts'
import { chosenRows, groupRows, showOf } from './choose-rows.ts'
import type { Conflict } from './queries.ts'

const rows = [
  includedRow({ id: 'a' }),
  includedRow({ id: 'b', reference: 'A.5.2', title: 'Impact process', applicable: null }),
  includedRow({ id: 'c', reference: 'A.7.2', applicable: false, origins: [], owner_id: 'me' }),
  includedRow({ id: 'd', reference: 'A.7.3', applicable: true, origins: [] }),
]
const conflict = (row_id: string, open: boolean) => ({ row_id, open }) as Conflict
const ids = (show: Parameters<typeof chosenRows>[2]['show'], words = '') =>
  chosenRows(rows, [conflict('c', true), conflict('b', false)], { show, words, me: 'me' }).map(({ id }) => id)

describe('choosing rows', () => {
  it('finds what is to do: undecided, incomplete, contradicted', () => {
    expect(ids('open')).toEqual(['b', 'c', 'd'])
    expect(ids('conflict')).toEqual(['c'])
    expect(ids('excluded')).toEqual(['c'])
    expect(ids('mine')).toEqual(['c'])
  })

  it('finds included rows that something is worth knowing of', () => {
    const given = [
      includedRow({ id: 'no status', status: null }),
      includedRow({ id: 'no owner', owner_id: null, status: 'not_started' }),
      includedRow({ id: 'no control', status: 'operating', controls: [] }),
      includedRow({
        id: 'behind',
        controls: includedRow().controls.map((control) => ({ ...control, operating_rating: 2 })),
      }),
      includedRow({ id: 'left out', applicable: false, status: null, owner_id: null }),
    ]
    const found = (show: Parameters<typeof chosenRows>[2]['show']) =>
      chosenRows(given, [], { show, words: '', me: 'me' }).map(({ id }) => id)
    expect(found('without_status')).toEqual(['no status'])
    expect(found('without_owner')).toEqual(['no owner'])
    expect(found('without_control')).toEqual(['no control'])
    expect(found('control_behind')).toEqual(['behind'])
  })

  it('finds words in number, title and justification, all of them', () => {
    expect(ids('all', 'a.7')).toEqual(['c', 'd'])
    expect(ids('all', 'IMPACT a.5')).toEqual(['b'])
    expect(ids('all', 'impact a.7')).toEqual([])
  })

  it('understands what an address asks for, and shows all otherwise', () => {
    expect([showOf('open'), showOf('nonsense'), showOf(undefined)]).toEqual(['open', 'all', 'all'])
    expect([showOf('without_owner'), showOf('toString')]).toEqual(['without_owner', 'all'])
  })

  it('groups by objective, names the area where it is another, and puts own controls last', () => {
    const areas = [
      { id: 'A.2', title: 'Policies', objectives: [{ id: 'A.2', title: 'Policies', intent: 'x' }] },
      { id: 'A.6', title: 'Life cycle', objectives: [{ id: 'A.6.1', title: 'Guidance', intent: 'y' }] },
      { id: 'A.9', title: 'Use', objectives: [{ id: 'A.9', title: 'Use', intent: 'z' }] },
    ]
    const given = [
      includedRow({ id: 'own', requirement: null, objective_id: null }),
      includedRow({ id: 'gone', objective_id: null }),
      includedRow({ id: 'six', objective_id: 'A.6.1' }),
      includedRow({ id: 'two' }),
    ]
    expect(
      groupRows(areas, given, { own: 'Own', left_out: 'Left out' }).map(({ title, rows: in_ }) => [
        title,
        in_.map(({ id }) => id),
      ]),
    ).toEqual([
      ['Policies', ['two']],
      ['Life cycle: Guidance', ['six']],
      ['Left out', ['gone']],
      ['Own', ['own']],
    ])
  })
})
