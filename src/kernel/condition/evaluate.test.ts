import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Condition, conditionSchema, factsOf } from './condition.ts'
import { evaluate, FactTypeError } from './evaluate.ts'
import { type Fact, type Facts, type FactValue, factsFromRecord, unknownFact, unsetFact } from './fact.ts'

const record = (values: Parameters<typeof factsFromRecord>[0]) => factsFromRecord(values)
const unset: Facts = () => unsetFact

describe('operators', () => {
  const cases: [Condition, FactValue, 'true' | 'false'][] = [
    [{ fact: 'f', op: 'eq', value: 'a' }, 'a', 'true'],
    [{ fact: 'f', op: 'eq', value: 'a' }, 'b', 'false'],
    [{ fact: 'f', op: 'eq', value: false }, false, 'true'],
    [{ fact: 'f', op: 'in', value: ['a', 'b'] }, 'b', 'true'],
    [{ fact: 'f', op: 'in', value: ['a', 'b'] }, 'c', 'false'],
    [{ fact: 'f', op: 'not_in', value: ['a', 'b'] }, 'c', 'true'],
    [{ fact: 'f', op: 'not_in', value: ['a', 'b'] }, 'a', 'false'],
    [{ fact: 'f', op: 'has', value: 'a' }, ['b', 'a'], 'true'],
    [{ fact: 'f', op: 'has', value: 'a' }, [], 'false'],
    [{ fact: 'f', op: 'has_any', value: ['a', 'b'] }, ['c', 'b'], 'true'],
    [{ fact: 'f', op: 'has_any', value: ['a', 'b'] }, ['c'], 'false'],
    [{ fact: 'f', op: 'only', value: 'none' }, ['none'], 'true'],
    [{ fact: 'f', op: 'only', value: 'none' }, [], 'true'],
    [{ fact: 'f', op: 'only', value: 'none' }, ['none', 'a'], 'false'],
    [{ fact: 'f', op: 'only', value: 'none' }, ['a'], 'false'],
    [{ fact: 'f', op: 'not_only', value: 'none' }, ['a'], 'true'],
    [{ fact: 'f', op: 'not_only', value: 'none' }, ['none', 'a'], 'true'],
    [{ fact: 'f', op: 'not_only', value: 'none' }, ['none'], 'false'],
    [{ fact: 'f', op: 'not_only', value: 'none' }, [], 'false'],
    [{ fact: 'f', op: 'unset' }, 'a', 'false'],
    [{ fact: 'f', op: 'lt', value: 20 }, 20, 'false'],
    [{ fact: 'f', op: 'lte', value: 20 }, 20, 'true'],
    [{ fact: 'f', op: 'gt', value: 45 }, 45, 'false'],
    [{ fact: 'f', op: 'gte', value: 45 }, 45, 'true'],
  ]
  it.each(cases)('%j of %j is %s', (condition, value, truth) => {
    expect(evaluate(condition, () => ({ state: 'known', value })).truth).toBe(truth)
  })

  it('sees a fact that does not apply as no value and no members', () => {
    const truth = (condition: Condition) => evaluate(condition, unset).truth
    expect(truth({ fact: 'f', op: 'unset' })).toBe('true')
    expect(truth({ fact: 'f', op: 'only', value: 'none' })).toBe('true')
    expect(truth({ fact: 'f', op: 'not_in', value: ['a'] })).toBe('true')
    expect(truth({ fact: 'f', op: 'eq', value: 'a' })).toBe('false')
    expect(truth({ fact: 'f', op: 'not_only', value: 'none' })).toBe('false')
    expect(truth({ fact: 'f', op: 'has_any', value: ['a'] })).toBe('false')
    expect(truth({ fact: 'f', op: 'lt', value: 1 })).toBe('false')
  })

  it('refuses a fact whose type the operator cannot take', () => {
    const one = record({ f: 'a' })
    const many = record({ f: ['a'] })
    expect(() => evaluate({ fact: 'f', op: 'has', value: 'a' }, one)).toThrow(FactTypeError)
    expect(() => evaluate({ fact: 'f', op: 'lt', value: 1 }, one)).toThrow(/"f".*number/)
    expect(() => evaluate({ fact: 'f', op: 'eq', value: 'a' }, many)).toThrow(FactTypeError)
  })
})

describe('naming of facts', () => {
  const either: Condition = {
    any: [
      { fact: 'trains', op: 'eq', value: true },
      { fact: 'fine_tunes', op: 'eq', value: true },
    ],
  }
  it('names the fact that settles the outcome', () => {
    expect(evaluate(either, record({ trains: true, fine_tunes: null }))).toEqual({
      truth: 'true',
      decided_by: ['trains'],
      missing: [],
    })
  })
  it('names the fact that is missing, never the one already stated', () => {
    expect(evaluate(either, record({ trains: false }))).toEqual({
      truth: 'unknown',
      decided_by: [],
      missing: ['fine_tunes'],
    })
  })
  it('does not take a fact from the prototype of a record', () => {
    expect(evaluate({ fact: 'constructor', op: 'eq', value: 'x' }, record({})).truth).toBe('unknown')
  })
})

it('reads conditions from content, and refuses empty groups and unknown operators', () => {
  const nested = { all: [{ fact: 'a', op: 'eq', value: 1 }], not: [{ any: [{ fact: 'b', op: 'unset' }] }] }
  expect(conditionSchema.parse(nested)).toEqual(nested)
  expect(factsOf(conditionSchema.parse(nested))).toEqual(['a', 'b'])
  for (const wrong of [
    {},
    { all: [] },
    { fact: 'a', op: 'like', value: 'x' },
    { fact: 'a', op: 'in', value: 'x' },
  ]) {
    expect(conditionSchema.safeParse(wrong).success).toBe(false)
  }
})

const names = ['a', 'b', 'c', 'd']
const members = ['x', 'y', 'none']
const anyTest: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    fact: fc.constantFrom(...names),
    op: fc.constantFrom('has', 'only', 'not_only'),
    value: fc.constantFrom(...members),
  }),
  fc.record({
    fact: fc.constantFrom(...names),
    op: fc.constant('has_any'),
    value: fc.subarray(members, { minLength: 1 }),
  }),
  fc.record({ fact: fc.constantFrom(...names), op: fc.constant('unset') }),
) as fc.Arbitrary<Condition>
const anyCondition = fc.letrec<{ condition: Condition; list: Condition[] }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyTest,
    fc.record({ all: tie('list') }),
    fc.record({ any: tie('list') }),
    fc.record({ not: tie('list') }),
    fc.record({ all: tie('list'), any: tie('list') }),
  ),
  list: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
})).condition
const statedFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.constant(unsetFact),
  fc.subarray(members).map((value): Fact => ({ state: 'known', value })),
)
const statedFacts = fc.tuple(statedFact, statedFact, statedFact, statedFact)
const someUnknown = fc.tuple(statedFacts, fc.subarray(names))
const lookup =
  (stated: Fact[], hidden: string[] = []): Facts =>
  (name) =>
    hidden.includes(name) ? unknownFact : (stated[names.indexOf(name)] ?? unknownFact)

describe('three-valued logic', () => {
  it('never turns a known outcome when an unknown fact becomes stated', () => {
    fc.assert(
      fc.property(anyCondition, someUnknown, (condition, [stated, hidden]) => {
        const before = evaluate(condition, lookup(stated, hidden)).truth
        if (before !== 'unknown') expect(evaluate(condition, lookup(stated)).truth).toBe(before)
      }),
    )
  })

  it('is never unknown when every fact is stated', () => {
    fc.assert(
      fc.property(anyCondition, statedFacts, (condition, stated) => {
        expect(evaluate(condition, lookup(stated)).truth).not.toBe('unknown')
      }),
    )
  })

  it('names enough facts to decide a known outcome alone', () => {
    fc.assert(
      fc.property(anyCondition, someUnknown, (condition, [stated, hidden]) => {
        const { truth, decided_by } = evaluate(condition, lookup(stated, hidden))
        if (truth === 'unknown') return
        const others = names.filter((name) => !decided_by.includes(name))
        expect(evaluate(condition, lookup(stated, others)).truth).toBe(truth)
      }),
    )
  })

  it('is unknown exactly when it names unknown facts as missing', () => {
    fc.assert(
      fc.property(anyCondition, someUnknown, (condition, [stated, hidden]) => {
        const { truth, decided_by, missing } = evaluate(condition, lookup(stated, hidden))
        expect(missing.length > 0).toBe(truth === 'unknown')
        expect(hidden).toEqual(expect.arrayContaining(missing))
        expect(decided_by.filter((name) => hidden.includes(name))).toEqual([])
      }),
    )
  })

  it('keeps the laws of De Morgan, double negation and order', () => {
    fc.assert(
      fc.property(anyCondition, anyCondition, someUnknown, (left, right, [stated, hidden]) => {
        const truth = (condition: Condition) => evaluate(condition, lookup(stated, hidden)).truth
        expect(truth({ not: [left, right] })).toBe(truth({ all: [{ not: [left] }, { not: [right] }] }))
        expect(truth({ not: [{ all: [left, right] }] })).toBe(
          truth({ any: [{ not: [left] }, { not: [right] }] }),
        )
        expect(truth({ not: [{ not: [left] }] })).toBe(truth(left))
        expect(truth({ all: [left, right] })).toBe(truth({ all: [right, left] }))
        expect(truth({ any: [left, right] })).toBe(truth({ any: [right, left] }))
        expect(truth({ all: [left], any: [right] })).toBe(truth({ all: [left, right] }))
      }),
    )
  })
})
