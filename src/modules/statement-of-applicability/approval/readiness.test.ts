import { describe, expect, it } from 'vitest'
import type { Conflict } from '../exclusion/conflict.ts'
import { progressOf, standingOf } from '../standing.ts'
import { includedRow, wholeStatement } from '../statement.fixture.ts'
import { readinessOf } from './readiness.ts'

const free = { unchanged: false, author: false, authority: true }
const codes = (...args: Parameters<typeof readinessOf>) =>
  readinessOf(...args).map(({ code, blocks }) => (blocks ? code : `(${code})`))

describe('how a row stands', () => {
  it.each([
    [{ applicable: null }, 'undecided'],
    [{ justification: null }, 'incomplete'],
    [{ justification: ' \n' }, 'incomplete'],
    [{ origins: [] }, 'incomplete'],
    [{}, 'included'],
    [{ applicable: false, origins: [] }, 'excluded'],
    [{ applicable: false, justification: null }, 'incomplete'],
  ])('%j is %s', (over, standing) => {
    expect(standingOf(includedRow(over))).toBe(standing)
  })

  it('counts Annex A and own controls apart', () => {
    const rows = [
      includedRow(),
      includedRow({ applicable: null }),
      includedRow({ requirement: null, origins: [] }),
    ]
    expect(progressOf(rows)).toEqual({ annex_total: 2, annex_decided: 1, own_total: 1, own_decided: 0 })
  })
})

describe('readiness', () => {
  it('finds nothing in the way of a whole statement', () => {
    expect(readinessOf(wholeStatement(), [], free)).toEqual([])
  })

  it('blocks without scope, policy or criteria, each by name', () => {
    const bare = wholeStatement(undefined, { basis: { scope: null, policies: [], criteria: null } })
    expect(codes(bare, [], free)).toEqual(['scope', 'policy', 'criteria'])
  })

  it('blocks before the start', () => {
    expect(codes(wholeStatement([]), [], free)).toEqual(['not_started'])
  })

  it('blocks for rows undecided or incomplete, and names them', () => {
    const rows = [
      includedRow({ reference: 'A.3.2', applicable: null }),
      includedRow({ reference: 'A.3.3', origins: [] }),
    ]
    const items = readinessOf(wholeStatement(rows), [], free)
    expect(items.map(({ code }) => code)).toEqual(['undecided', 'incomplete'])
    expect(items[0]?.message).toContain('A.3.2')
    expect(items[1]?.message).toContain('A.3.3')
  })

  it('blocks for conflicts that nobody settled, those with missing facts apart', () => {
    const row = includedRow({ applicable: false })
    const conflict = (truth: 'true' | 'unknown', open: boolean) =>
      ({ row_id: row.id, truth, open }) as Conflict
    expect(codes(wholeStatement([row]), [conflict('true', true)], free)).toEqual(['conflict'])
    expect(codes(wholeStatement([row]), [conflict('unknown', true)], free)).toEqual(['unknown_facts'])
    expect(codes(wholeStatement([row]), [conflict('true', false)], free)).toEqual([])
  })

  it('blocks for authors, without an appointment, and when nothing changed', () => {
    expect(codes(wholeStatement(), [], { unchanged: true, author: true, authority: false })).toEqual([
      'unchanged',
      'author',
      'authority',
    ])
  })

  it('tells without blocking what an auditor would ask about', () => {
    const behind = includedRow().controls.map((one) => ({ ...one, operating_rating: 2 }))
    expect(codes(wholeStatement([includedRow({ status: null })]), [], free)).toEqual(['(without_status)'])
    expect(codes(wholeStatement([includedRow({ owner_id: null })]), [], free)).toEqual(['(without_owner)'])
    expect(codes(wholeStatement([includedRow({ controls: [] })]), [], free)).toEqual(['(without_control)'])
    const begun = includedRow({ status: 'partial', controls: [] })
    expect(codes(wholeStatement([begun]), [], free)).toEqual(['(without_control)'])
    const planned = includedRow({ status: 'not_started', controls: [] })
    expect(codes(wholeStatement([planned]), [], free)).toEqual([])
    expect(codes(wholeStatement([includedRow({ controls: behind })]), [], free)).toEqual(['(control_behind)'])
    const modest = includedRow({ status: 'implemented', controls: behind })
    expect(codes(wholeStatement([modest]), [], free)).toEqual([])
  })
})
