import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvalStatement, statementHash } from '../approval/approval-statement.ts'
import { statementLines } from '../export/statement-lines.ts'
import { includedRow, wholeStatement } from '../statement.fixture.ts'
import type { StatementRow } from '../statement.ts'
import { diffStatements, sameDecisions } from './diff.ts'

const rowsOf = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 0, max: 9 }).map((digit) => `00000000-0000-7000-8000-00000000000${digit}`),
      applicable: fc.option(fc.boolean()),
      justification: fc.option(fc.constantFrom('Because', 'Not used')),
      status: fc.option(fc.constantFrom('not_started' as const, 'operating' as const)),
      origins: fc.subarray(includedRow().origins),
      controls: fc.subarray(includedRow().controls),
    })
    .map((over): StatementRow => includedRow(over)),
  { selector: ({ id }) => id, maxLength: 6 },
)

describe('comparing statements', () => {
  it('finds nothing between equal ones, whatever the order of lists', () => {
    const two = [
      { ...includedRow().controls[0], name: 'Another', id: 'x' } as never,
      ...includedRow().controls,
    ]
    const before = wholeStatement([includedRow({ controls: two })])
    const after = wholeStatement([includedRow({ controls: two.toReversed() })])
    expect(diffStatements(before, after)).toEqual({ basis: [], rows: [] })
    expect(sameDecisions(before, after)).toBe(true)
  })

  it('names what changed in a row, before and after', () => {
    const after = wholeStatement([
      includedRow({ applicable: false, justification: 'Not used here.', origins: [] }),
    ])
    expect(diffStatements(wholeStatement(), after).rows).toMatchObject([
      {
        reference: 'A.2.2',
        change: 'changed',
        fields: [
          { field: 'applicable', before: true, after: false },
          { field: 'justification', before: 'Everyone needs one.', after: 'Not used here.' },
          { field: 'origins', before: ['Own decision: Decision of the board'], after: [] },
        ],
      },
    ])
  })

  it('says that what is left out has no origin any longer, though it is kept', () => {
    const after = wholeStatement([includedRow({ applicable: false })])
    const [row] = diffStatements(wholeStatement(), after).rows
    expect(row?.fields.find(({ field }) => field === 'origins')).toMatchObject({ after: [] })
  })

  it('takes a control that was retired for the same decision, and says in the row that it is retired', () => {
    const retired = includedRow().controls.map((one) => ({ ...one, state: 'retired' }))
    const after = wholeStatement([includedRow({ controls: retired })])
    expect(sameDecisions(wholeStatement(), after)).toBe(true)
    expect(statementLines(after, {}).map(({ controls }) => controls)).toContainEqual(
      expect.stringMatching(/ \(retired\)/),
    )
  })

  it('does not take a control’s daily rating for a decision', () => {
    const stale = includedRow().controls.map((one) => ({ ...one, operating_rating: 2 }))
    expect(sameDecisions(wholeStatement(), wholeStatement([includedRow({ controls: stale })]))).toBe(true)
  })

  it('names another scope, policy, criteria or pack', () => {
    const before = wholeStatement()
    const after = wholeStatement(undefined, {
      basis: { ...before.basis, criteria: null },
      pack: { ...before.pack, version: '1.1.0' },
    })
    expect(diffStatements(before, after).basis).toEqual([
      { part: 'criteria', before: 'Criteria, 1', after: null },
      { part: 'pack', before: 'ISO/IEC 42001, 1.0.0', after: 'ISO/IEC 42001, 1.1.0' },
    ])
  })

  it('holds for any two: nothing differs from itself, and turning them round turns each change', () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (a, b) => {
        const [one, two] = [wholeStatement(a), wholeStatement(b)]
        expect(diffStatements(one, one)).toEqual({ basis: [], rows: [] })
        const there = diffStatements(one, two).rows
        const back = new Map(diffStatements(two, one).rows.map((row) => [row.row_id, row]))
        expect(back.size).toBe(there.length)
        for (const row of there) {
          const turned = { added: 'removed', removed: 'added', changed: 'changed' }[row.change]
          expect(back.get(row.row_id)?.change).toBe(turned)
          expect(
            back.get(row.row_id)?.fields.map(({ field, before, after }) => [field, after, before]),
          ).toEqual(row.fields.map(({ field, before, after }) => [field, before, after]))
        }
      }),
    )
  })
})

describe('what approval signs', () => {
  it('is bound to the content: any other word makes another hash and another statement', () => {
    const changed = wholeStatement([includedRow({ justification: 'Everyone needs one!'.slice(0, -1) })])
    expect(statementHash(changed)).not.toBe(statementHash(wholeStatement()))
    expect(approvalStatement(changed, { number: 1 })).not.toBe(
      approvalStatement(wholeStatement(), { number: 1 }),
    )
  })

  it('does not depend on the order of keys, as a database may return them', () => {
    const turned = Object.fromEntries(Object.entries(wholeStatement()).toReversed()) as never
    expect(statementHash(turned)).toBe(statementHash(wholeStatement()))
  })

  it('names what is left out, what goes against a rule, and the version it replaces', () => {
    const answers = [{ rule_id: 'r', effect: 'cannot_exclude' as const, answer: 'Handled by the parent' }]
    const text = approvalStatement(
      wholeStatement([
        includedRow(),
        includedRow({ reference: 'A.7.2', applicable: false }),
        includedRow({ reference: 'A.10.4', applicable: false, answers }),
      ]),
      { number: 2 },
    )
    expect(text).toContain('version 2')
    expect(text).toContain('Left out: A.7.2, A.10.4.')
    expect(text).toContain('with an answer on record: A.10.4.')
    expect(text).toContain('It replaces version 1.')
    expect(text).toContain('1 included, 2 excluded.')
  })

  it('counts as included only what was decided so', () => {
    const rows = [includedRow(), includedRow({ reference: 'A.7.2', applicable: null })]
    expect(approvalStatement(wholeStatement(rows), { number: 1 })).toContain(
      '1 included, 0 excluded, 1 undecided.',
    )
  })
})
