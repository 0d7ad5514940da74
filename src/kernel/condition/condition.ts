import { z } from 'zod'

const scalarSchema = z.union([z.string(), z.number(), z.boolean()])

/**
 * One test of one fact.
 *
 * `eq`, `in`, `not_in` compare a single value. `has`, `has_any` look into a list. `only` holds when the list is
 * exactly `[value]` or empty; `not_only` is its opposite: not empty and not exactly `[value]`. `unset` holds when
 * the fact does not apply. `lt`, `lte`, `gt`, `gte` compare numbers.
 */
export const factTestSchema = z.discriminatedUnion('op', [
  z.strictObject({ fact: z.string().min(1), op: z.literal('eq'), value: scalarSchema }),
  z.strictObject({
    fact: z.string().min(1),
    op: z.enum(['in', 'not_in']),
    value: z.array(scalarSchema).min(1),
  }),
  z.strictObject({ fact: z.string().min(1), op: z.enum(['has', 'only', 'not_only']), value: z.string() }),
  z.strictObject({ fact: z.string().min(1), op: z.literal('has_any'), value: z.array(z.string()).min(1) }),
  z.strictObject({ fact: z.string().min(1), op: z.enum(['lt', 'lte', 'gt', 'gte']), value: z.number() }),
  z.strictObject({ fact: z.string().min(1), op: z.literal('unset') }),
])

export type FactTest = z.infer<typeof factTestSchema>

/** `all` of, `any` of, `not` (none of). A group that states several of them needs each to hold. */
export interface ConditionGroup {
  all?: Condition[] | undefined
  any?: Condition[] | undefined
  not?: Condition[] | undefined
}

export type Condition = FactTest | ConditionGroup

export const conditionSchema: z.ZodType<Condition> = z.lazy(() => z.union([factTestSchema, groupSchema]))

const listSchema = z.array(conditionSchema).min(1).optional()

const groupSchema: z.ZodType<ConditionGroup> = z
  .strictObject({ all: listSchema, any: listSchema, not: listSchema })
  .refine((group) => group.all !== undefined || group.any !== undefined || group.not !== undefined, {
    error: 'a condition states all, any or not, or tests a fact',
  })

/** Tells a test of one fact from a condition that is made of others. */
export function isFactTest(condition: Condition): condition is FactTest {
  return 'fact' in condition
}

/** The tests a condition is made of, in order of appearance. */
export function factTestsOf(condition: Condition): FactTest[] {
  if (isFactTest(condition)) return [condition]
  return [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ?? [])].flatMap(factTestsOf)
}

/** The names of the facts a condition looks at, each once, in order of appearance. */
export function factsOf(condition: Condition): string[] {
  return [...new Set(factTestsOf(condition).map((test) => test.fact))]
}
