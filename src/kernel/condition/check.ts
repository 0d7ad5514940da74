import { type Condition, type FactTest, factTestsOf } from './condition.ts'
import type { FactDeclaration } from './fact.ts'

const testableTypes: Record<FactTest['op'], readonly FactDeclaration['type'][]> = {
  eq: ['boolean', 'choice', 'number', 'date_key'],
  in: ['choice', 'number', 'date_key'],
  not_in: ['choice', 'number', 'date_key'],
  has: ['choices'],
  has_any: ['choices'],
  only: ['choices'],
  not_only: ['choices'],
  lt: ['number'],
  lte: ['number'],
  gt: ['number'],
  gte: ['number'],
  unset: ['boolean', 'choice', 'choices', 'number', 'date_key'],
}

/**
 * What is wrong with a condition given the declared facts: facts nobody declared, operators that do not fit the
 * type, values that are not among the options. Empty when the condition can be evaluated.
 */
export function conditionProblems(condition: Condition, declarations: readonly FactDeclaration[]): string[] {
  return factTestsOf(condition).flatMap((test) => {
    const declaration = declarations.find((candidate) => candidate.id === test.fact)
    if (!declaration) return [`the fact "${test.fact}" is not declared`]
    if (!testableTypes[test.op].includes(declaration.type)) {
      return [`"${test.op}" cannot test the fact "${test.fact}" of type ${declaration.type}`]
    }
    return valuesOf(test).flatMap((value) => valueProblems(value, declaration))
  })
}

function valuesOf(test: FactTest): (string | number | boolean)[] {
  if (test.op === 'unset') return []
  return Array.isArray(test.value) ? test.value : [test.value]
}

/** What is wrong with one value of a declared fact; empty when it fits. */
export function valueProblems(value: unknown, declaration: FactDeclaration): string[] {
  const type = declaration.type === 'boolean' || declaration.type === 'number' ? declaration.type : 'string'
  if (typeof value !== type) {
    return [`the fact "${declaration.id}" takes a ${type}, not ${JSON.stringify(value)}`]
  }
  if (declaration.options && !declaration.options.includes(String(value))) {
    return [`"${String(value)}" is not an option of the fact "${declaration.id}"`]
  }
  return []
}
