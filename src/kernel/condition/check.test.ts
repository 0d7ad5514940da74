import { expect, it } from 'vitest'
import { conditionProblems } from './check.ts'
import type { Condition } from './condition.ts'
import type { FactDeclaration } from './fact.ts'

const declarations: FactDeclaration[] = [
  { id: 'stage', type: 'choice', options: ['operation', 'retirement'] },
  { id: 'roles', type: 'choices', options: ['provider', 'user'] },
  { id: 'index', type: 'number' },
  { id: 'trains', type: 'boolean' },
]

it('accepts conditions that fit the declared facts', () => {
  const condition: Condition = {
    all: [
      { fact: 'stage', op: 'in', value: ['operation'] },
      { not: [{ fact: 'roles', op: 'only', value: 'user' }] },
      { fact: 'index', op: 'gte', value: 20 },
      { fact: 'trains', op: 'eq', value: true },
      { fact: 'roles', op: 'unset' },
    ],
  }
  expect(conditionProblems(condition, declarations)).toEqual([])
})

it('names facts nobody declared, operators that do not fit and values that are no option', () => {
  expect(conditionProblems({ fact: 'size', op: 'eq', value: 1 }, declarations)).toEqual([
    'the fact "size" is not declared',
  ])
  expect(conditionProblems({ fact: 'stage', op: 'has', value: 'operation' }, declarations)).toEqual([
    '"has" cannot test the fact "stage" of type choice',
  ])
  expect(conditionProblems({ fact: 'roles', op: 'has_any', value: ['owner', 'user'] }, declarations)).toEqual(
    ['"owner" is not an option of the fact "roles"'],
  )
  expect(conditionProblems({ fact: 'trains', op: 'eq', value: 'yes' }, declarations)).toEqual([
    'the fact "trains" takes a boolean, not "yes"',
  ])
})
