import { describe, expect, it } from 'vitest'
import type { ClassifierContent } from './classifier.ts'
import { classifierProblems } from './classifier-check.ts'

const sound = (): ClassifierContent => ({
  questions: [
    {
      id: 'is_ai',
      type: 'choice',
      text: 'AI?',
      article: 'Art. 1',
      options: [
        { id: 'yes', label: 'Yes' },
        { id: 'no', label: 'No' },
      ],
    },
    {
      id: 'uses',
      type: 'choices',
      text: 'Uses?',
      article: 'Art. 2',
      exclusive_option: 'none',
      ask_if: { fact: 'is_ai', op: 'eq', value: 'yes' },
      options: [
        { id: 'hiring', label: 'Hiring' },
        { id: 'none', label: 'None' },
      ],
    },
  ],
  derived_facts: [
    { id: 'tier', type: 'choice', options: ['out', 'high'] },
    { id: 'due', type: 'date_key' },
  ],
  derive_rules: [
    { id: 'out', when: { fact: 'is_ai', op: 'eq', value: 'no' }, set: { tier: 'out' }, stop: true },
    {
      id: 'high',
      when: { fact: 'uses', op: 'not_only', value: 'none' },
      set: { tier: 'high', due: 'general' },
    },
  ],
  tiers: [
    { id: 'out', title: 'Out', reached_by: 'Art. 1', consequence: 'None.', obligations: 'none' },
    { id: 'high', title: 'High', reached_by: 'Art. 2', consequence: 'All.', obligations: 'all' },
  ],
  legal_sign_offs: [],
  obligations: [
    {
      id: 'ob',
      roles: ['any'],
      article: 'Art. 3',
      title: 'Do it',
      when: { fact: 'tier', op: 'eq', value: 'high' },
      date_fact: 'due',
      record_types: ['risk'],
      requirement_ids: ['6.1.2'],
    },
  ],
  law_dates: [{ id: 'general', from: '2026-01-01', basis: 'Art. 9', confidence: 'high' }],
})

function problems(change: (content: ClassifierContent) => void): string[] {
  const content = sound()
  change(content)
  return classifierProblems(content).map((found) => `${found.collection} ${found.item_id}: ${found.problem}`)
}

describe('the check of a classifier', () => {
  it('finds nothing wrong with a sound one', () => {
    expect(problems(() => {})).toEqual([])
  })

  it('refuses a question that depends on a later question', () => {
    expect(problems((content) => content.questions.reverse())).toContain(
      'questions uses: the fact "is_ai" is not declared',
    )
  })

  it('refuses rules that write facts, tiers or dates that do not exist', () => {
    const found = problems((content) => {
      content.derive_rules[1] = {
        id: 'high',
        when: { fact: 'uses', op: 'has', value: 'hiring' },
        set: { tier: 'severe', due: 'never', level: 'x' },
        add: { uses: 'policing', tier: 'high' },
      }
    })
    expect(found).toEqual([
      'derive_rules high: "severe" is not an option of the fact "tier"',
      'derive_rules high: the tier "severe" does not exist',
      'derive_rules high: it sets "due" to "never", which is not a date of the law',
      'derive_rules high: it sets "level", which is not a derived fact',
      'derive_rules high: "policing" is not an option of the fact "uses"',
      'derive_rules high: it adds to "tier", which is not a list',
    ])
  })

  it('refuses stop rules that are not decided by answers in the order of the questions', () => {
    const late = problems((content) => {
      content.derive_rules.unshift({
        id: 'early',
        when: { fact: 'uses', op: 'has', value: 'hiring' },
        set: { tier: 'high' },
        stop: true,
      })
    })
    expect(late).toEqual([
      'derive_rules out: stop rules stand in the order of the questions that decide them',
    ])
    const derived = problems((content) => {
      content.derive_rules.push({
        id: 'end',
        when: { fact: 'tier', op: 'eq', value: 'high' },
        set: { tier: 'out', due: 'general' },
        stop: true,
      })
    })
    expect(derived).toContain('derive_rules end: a stop rule looks at answers only')
    expect(derived).toContain('derive_rules end: a stop rule looks at a fact that an earlier rule changes')
    expect(derived).toContain('derive_rules end: a stop rule sets the tier and nothing else')
  })

  it('refuses an obligation whose date comes from a fact that holds none', () => {
    const found = problems((content) => Object.assign(content.obligations[0] ?? {}, { date_fact: 'tier' }))
    expect(found).toEqual(['obligations ob: "tier" is not a fact that holds a date'])
  })
})
