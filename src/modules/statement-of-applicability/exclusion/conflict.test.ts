import { describe, expect, it } from 'vitest'
import { type ConflictAnswer, conflictsOf } from './conflict.ts'
import type { ExclusionVerdict } from './exclusion.ts'

const verdict = (over: Partial<ExclusionVerdict> = {}): ExclusionVerdict => ({
  rule_id: 'third_party_component',
  effect: 'cannot_exclude',
  control_ids: ['A.10.2', 'A.10.3'],
  reason: 'A system uses a model of a third party.',
  truth: 'true',
  decided_by: [{ fact: 'has_third_party_component', ai_system_id: 'one' }],
  missing: [],
  ...over,
})
const row = { id: 'row', requirement: 'urn', reference: 'A.10.2', applicable: false as boolean | null }
const answered = (facts_hash: string): ConflictAnswer => ({
  soa_row_id: 'row',
  rule_id: 'third_party_component',
  facts_hash,
  answer: 'The component was removed.',
  created_at: '2026-11-21T12:00:00Z',
  created_by: null,
})
const hash = conflictsOf([row], [verdict()], [])[0]?.facts_hash ?? ''

describe('a conflict', () => {
  it('is open for what is left out, shown for what is undecided, and none for what is included', () => {
    const of = (applicable: boolean | null) => conflictsOf([{ ...row, applicable }], [verdict()], [])
    expect(of(false)).toMatchObject([{ rule_id: 'third_party_component', open: true }])
    expect(of(null)).toMatchObject([{ open: false }])
    expect(of(true)).toEqual([])
    expect(conflictsOf([{ ...row, reference: 'A.2.2' }], [verdict()], [])).toEqual([])
    expect(conflictsOf([row], [verdict({ truth: 'false' })], [])).toEqual([])
  })

  it('never arises about a control of the organization’s own that has the number of one of Annex A', () => {
    expect(conflictsOf([{ ...row, requirement: null }], [verdict()], [])).toEqual([])
  })

  it('is settled by an answer to exactly these facts, in whatever order they come', () => {
    expect(conflictsOf([row], [verdict()], [answered(hash)])).toMatchObject([{ open: false }])
    const more = verdict({
      decided_by: [
        { fact: 'has_third_party_component', ai_system_id: 'two' },
        { fact: 'has_third_party_component', ai_system_id: 'one' },
      ],
    })
    const [reopened] = conflictsOf([row], [more], [answered(hash)])
    expect(reopened).toMatchObject({ open: true, answer: null })
    const turned = verdict({ decided_by: more.decided_by.toReversed() })
    expect(conflictsOf([row], [turned], [])[0]?.facts_hash).toBe(reopened?.facts_hash)
  })

  it('is not settled by words while facts are missing, even those that answered them', () => {
    const unknown = verdict({ truth: 'unknown', decided_by: [], missing: verdict().decided_by })
    const [open] = conflictsOf([row], [unknown], [])
    expect(open).toMatchObject({ truth: 'unknown', open: true })
    expect(open?.facts_hash).not.toBe(hash)
    expect(conflictsOf([row], [unknown], [answered(open?.facts_hash ?? '')])).toMatchObject([{ open: true }])
  })

  it('takes the latest answer', () => {
    const first = answered('0'.repeat(64))
    expect(conflictsOf([row], [verdict()], [first, answered(hash)])).toMatchObject([{ open: false }])
    expect(conflictsOf([row], [verdict()], [answered(hash), first])).toMatchObject([{ open: true }])
  })
})
