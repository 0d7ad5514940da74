import type { Obstacle } from '../../../platform/registers/decision/decision.ts'

/** Rules about the person who decides, which that person cannot remedy. */
const personal: readonly string[] = ['authority', 'separation']

/** What refuses a decision, as every register tells it. */
export const asObstacles = (
  refusals: readonly { readonly rule: string; readonly message: string }[],
): Obstacle[] =>
  refusals.map(({ rule, message }) => ({ reason: `${message}.`, barred: personal.includes(rule) }))
