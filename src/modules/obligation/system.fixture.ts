import { sql } from 'kysely'
import type { TestOrganization, TestProduct } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'

/** An obligation as its table holds it. */
export interface Duty {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly origin: string
  readonly owner_id: string | null
  readonly opens_on: string | null
  readonly due_on: string
}

interface System {
  readonly id: string
  readonly version: number
}

/** An AI system that its owner registered and top management approved. */
export async function approvedSystem(
  product: TestProduct,
  organization: TestOrganization,
  facts: Readonly<Record<string, string>>,
): Promise<System> {
  const owner = organization.actors['ai-system-owner']
  const created = await product.run<System>('ai-system.create', owner, {
    name: `Model ${product.sources.newId().slice(-8)}`,
    ai_roles: ['developer'],
    ...facts,
  })
  const { id } = created
  const submitted = await product.run<System>('ai-system.submit', owner, {
    id,
    expected_version: created.version,
  })
  return product.run<System>('ai-system.approve', organization.actors['top-management'], {
    id,
    expected_version: submitted.version,
  })
}

/** Changes fields of an AI system at its current version. */
export async function changeSystem(
  product: TestProduct,
  organization: TestOrganization,
  id: string,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const actor = organization.actors['aims-manager']
  const { record } = await product.run<{ record: System }>('ai-system.get', actor, { id })
  await product.run('ai-system.revise', actor, { id, expected_version: record.version, changes })
}

/** Everything ever asked about a record, by origin, then in the order it was asked. */
export function dutiesOf(product: TestProduct, organization: TestOrganization, id: string): Promise<Duty[]> {
  return readRows(
    product.database,
    organization.id,
    sql<Duty>`
      select id, version, state, origin, owner_id, opens_on, due_on from app.obligation
      where subject_id = ${id} order by origin collate "C", id`,
  )
}
