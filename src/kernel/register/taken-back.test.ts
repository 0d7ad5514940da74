import { expect, it } from 'vitest'
import { takenBackTo } from './taken-back.ts'

const grounds = { of: 'approved', fields: ['purpose', 'people'], otherwise: 'draft' }
const approved = { state: 'approved', purpose: 'Sorts letters.', people: null, name: 'Sorter' }

it.each([
  ['another value of what it rests on', approved, { purpose: 'Ranks people.' }, 'draft'],
  ['a value taken away', approved, { purpose: null }, 'draft'],
  ['the same value again', approved, { purpose: 'Sorts letters.' }, undefined],
  ['a fact that becomes known', approved, { people: ['staff'] }, undefined],
  ['other members of a list', { ...approved, people: ['staff'] }, { people: ['public'] }, 'draft'],
  ['what it does not rest on', approved, { name: 'Mail sorter' }, undefined],
  ['a record that nobody decided about', { ...approved, state: 'draft' }, { purpose: 'Ranks.' }, undefined],
])('%s', (_, before, changes, expected) => {
  expect(takenBackTo({ grounds }, before, changes)).toBe(expected)
})

it('takes nothing back where a register declares no grounds', () => {
  expect(takenBackTo({}, approved, { purpose: 'Ranks people.' })).toBeUndefined()
})
