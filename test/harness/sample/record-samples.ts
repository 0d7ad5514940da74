import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'
import { governanceRecords } from './governance-samples.ts'
import { makeDetermination } from './regulation-samples.ts'
import { riskRecords } from './risk-samples.ts'
import { soaRecords } from './soa-samples.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

/** How to make a record of a register that has no standard `create`, in its initial state. */
export const recordMakers: Readonly<
  Record<string, (product: TestProduct, actor: Actor) => Promise<{ id: string; version: number }>>
> = { determination: makeDetermination }

/** Values that a register's rules ask for beyond its declaration, by register. */
export const recordSamples: Readonly<Record<string, Make>> = {
  ...riskRecords,
  ...governanceRecords,
  ...soaRecords,
  // What came of a duty is stated by completing it.
  obligation: async () => ({ completed_on: null, outcome: null, outcome_note: null }),
  appointment: async (_product, actor) => ({ person_id: actor.person_id, to_on: '2027-01-31' }),
  control: async (_product, actor) => ({ owner_id: actor.person_id }),
}
