import type { AnyOperation } from '../../src/kernel/contract/operation.ts'
import type { Actor } from '../../src/platform/operations/scope.ts'
import type { TestProduct } from './organization.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

/** Valid input for each operation that is not a register's standard one. */
const samples: Readonly<Record<string, Make>> = {
  'session.get': async () => ({}),
}

/** @returns undefined when the operation has no sample yet: the test then fails and says so. */
export async function specialInput(
  product: TestProduct,
  operation: AnyOperation,
  actor: Actor,
): Promise<Record<string, unknown> | undefined> {
  return samples[operation.name]?.(product, actor)
}
