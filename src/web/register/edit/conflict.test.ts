import { describe, expect, it } from 'vitest'
import { organizationUnit as register } from '../../../modules/organization/organization-unit.ts'
import type { WholeRecord } from '../row.ts'
import { type Conflict, differencesOf, mergedChanges } from './conflict.ts'

const base = { id: 'u1', version: 3, state: 'active', name: 'Fraud', kind: 'team', short_name: 'FD' }

const theirs: WholeRecord = {
  ...base,
  version: 4,
  name: 'Fraud Detection',
  short_name: 'F',
  owner_id: null,
  created_at: '2026-01-01T00:00:00Z',
  created_by: null,
  updated_at: '2026-02-01T00:00:00Z',
  updated_by: null,
  archived_at: null,
  custom: {},
}

const conflictOf = (mine: Record<string, unknown>): Conflict => ({ register, base, mine, theirs })

describe('two people who changed the same record', () => {
  it('must decide only about fields that both changed differently', () => {
    const found = differencesOf(conflictOf({ name: 'Fraud Team', kind: 'department' }))
    expect(found.map(({ field, contested }) => [field, contested])).toEqual([
      ['name', true],
      ['short_name', false],
      ['kind', false],
    ])
  })

  it('keep what the other changed elsewhere, and send only what remains theirs to send', () => {
    const conflict = conflictOf({ name: 'Fraud Team', kind: 'department' })
    expect(mergedChanges(conflict, { name: 'theirs' })).toEqual({ kind: 'department' })
    expect(mergedChanges(conflict, { name: 'mine' })).toEqual({ name: 'Fraud Team', kind: 'department' })
  })

  it('have nothing to send when both meant the same', () => {
    const conflict = conflictOf({ name: 'Fraud Detection' })
    expect(differencesOf(conflict).every(({ contested }) => !contested)).toBe(true)
    expect(mergedChanges(conflict, {})).toEqual({})
  })
})
