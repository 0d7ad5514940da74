import type { AnyRegister } from './register.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The state that a revision takes a record back to because it changes what a decision about it rests on; undefined
 * when the decision stands.
 */
export function takenBackTo(
  { grounds }: Pick<AnyRegister, 'grounds'>,
  before: Values,
  changes: Values,
): string | undefined {
  if (grounds === undefined || before.state !== grounds.of) return undefined
  const moved = grounds.fields.some((field) => {
    const known = before[field] ?? null
    return known !== null && field in changes && !same(known, changes[field] ?? null)
  })
  return moved ? grounds.otherwise : undefined
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
