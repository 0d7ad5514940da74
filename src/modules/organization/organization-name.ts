import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import type { OrganizationTables } from './tables.ts'

/** What the organization is called today, for documents that speak in its name. */
export async function organizationName(scope: SharedScope): Promise<string> {
  const { name } = await tablesIn<OrganizationTables>(scope)
    .selectFrom('app.organization')
    .select('name')
    .executeTakeFirstOrThrow()
  return name
}
