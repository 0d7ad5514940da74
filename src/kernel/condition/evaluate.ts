import { type Condition, type FactTest, isFactTest } from './condition.ts'
import type { Fact, Facts, FactValue } from './fact.ts'

export type Truth = 'true' | 'false' | 'unknown'

/**
 * The outcome of a condition in Kleene's three-valued logic.
 * `decided_by` names facts that are enough to decide a known outcome, whatever the others are; it is empty while the
 * outcome is unknown. `missing` names unknown facts that may still decide it; it is empty once the outcome is known.
 */
export interface Evaluation<Reference = string> {
  truth: Truth
  decided_by: Reference[]
  missing: Reference[]
}

/** Evaluates a condition. Throws FactTypeError when a known fact has a type its operator cannot take. */
export function evaluate(condition: Condition, facts: Facts): Evaluation {
  if (isFactTest(condition)) return evaluateTest(condition, facts(condition.fact))
  const over = (list: Condition[]) => list.map((part) => evaluate(part, facts))
  const parts: Evaluation[] = []
  if (condition.all) parts.push(allOf(over(condition.all)))
  if (condition.any) parts.push(anyOf(over(condition.any)))
  if (condition.not) parts.push(negated(anyOf(over(condition.not))))
  return allOf(parts)
}

/** True when each part is true; false as soon as one is false, even if others are unknown. */
export function allOf<Reference>(parts: readonly Evaluation<Reference>[]): Evaluation<Reference> {
  return combine(parts, 'false', 'true')
}

/** True as soon as one part is true, even if others are unknown; false when each is false. */
export function anyOf<Reference>(parts: readonly Evaluation<Reference>[]): Evaluation<Reference> {
  return combine(parts, 'true', 'false')
}

function combine<Reference>(
  parts: readonly Evaluation<Reference>[],
  dominant: Truth,
  otherwise: Truth,
): Evaluation<Reference> {
  const dominating = parts.filter((part) => part.truth === dominant)
  if (dominating.length > 0) return known(dominant, dominating)
  const open = parts.filter((part) => part.truth === 'unknown')
  if (open.length > 0)
    return { truth: 'unknown', decided_by: [], missing: merged(open.map((part) => part.missing)) }
  return known(otherwise, parts)
}

function known<Reference>(truth: Truth, parts: readonly Evaluation<Reference>[]): Evaluation<Reference> {
  return { truth, decided_by: merged(parts.map((part) => part.decided_by)), missing: [] }
}

function merged<Reference>(lists: Reference[][]): Reference[] {
  return [...new Set(lists.flat())]
}

/** The opposite; of what is unknown, unknown. */
export function negated<Reference>(part: Evaluation<Reference>): Evaluation<Reference> {
  if (part.truth === 'unknown') return part
  return { ...part, truth: part.truth === 'true' ? 'false' : 'true' }
}

function evaluateTest(test: FactTest, fact: Fact): Evaluation {
  if (fact.state === 'unknown') return { truth: 'unknown', decided_by: [], missing: [test.fact] }
  const holds = fact.state === 'unset' ? holdsWhenUnset(test) : holdsFor(test, fact.value)
  return { truth: holds ? 'true' : 'false', decided_by: [test.fact], missing: [] }
}

/** A fact that does not apply has no value and, as a list, no members. */
function holdsWhenUnset(test: FactTest): boolean {
  return test.op === 'unset' || test.op === 'not_in' || test.op === 'only'
}

function holdsFor(test: FactTest, value: FactValue): boolean {
  switch (test.op) {
    case 'eq':
      return scalar(test, value) === test.value
    case 'in':
      return test.value.includes(scalar(test, value))
    case 'not_in':
      return !test.value.includes(scalar(test, value))
    case 'has':
      return list(test, value).includes(test.value)
    case 'has_any':
      return list(test, value).some((member) => test.value.includes(member))
    case 'only':
      return list(test, value).every((member) => member === test.value)
    case 'not_only':
      return list(test, value).some((member) => member !== test.value)
    case 'unset':
      return false
    default:
      return compares(test.op, amount(test, value), test.value)
  }
}

function compares(op: 'lt' | 'lte' | 'gt' | 'gte', left: number, right: number): boolean {
  if (op === 'lt') return left < right
  if (op === 'lte') return left <= right
  if (op === 'gt') return left > right
  return left >= right
}

function scalar(test: FactTest, value: FactValue): string | number | boolean {
  if (typeof value === 'object') throw new FactTypeError(test, 'a single value')
  return value
}

function list(test: FactTest, value: FactValue): readonly string[] {
  if (typeof value !== 'object') throw new FactTypeError(test, 'a list')
  return value
}

function amount(test: FactTest, value: FactValue): number {
  if (typeof value !== 'number') throw new FactTypeError(test, 'a number')
  return value
}

/** Content and facts disagree about the type of a fact; checking the content when it is loaded prevents it. */
export class FactTypeError extends Error {
  constructor(test: FactTest, expected: string) {
    super(`The fact "${test.fact}" is tested with "${test.op}", which needs ${expected}.`)
    this.name = 'FactTypeError'
  }
}
