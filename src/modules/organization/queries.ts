import { query } from '../../platform/operations/handler.ts'
import { sessionOperation } from './contract.ts'
import type { OrganizationTables } from './tables.ts'

export const sessionHandler = query<OrganizationTables>()(sessionOperation, async (scope) => {
  const [person, organization] = await Promise.all([
    scope.db
      .selectFrom('app.person')
      .select(['id', 'name', 'email'])
      .where('id', '=', scope.actor.person_id)
      .executeTakeFirstOrThrow(),
    scope.db
      .selectFrom('app.organization')
      .select(['id', 'name', 'time_zone', 'locale', 'demo'])
      .executeTakeFirstOrThrow(),
  ])
  const { demo, ...rest } = organization
  return {
    person,
    organization: rest,
    roles: [...scope.actor.roles],
    permissions: { ...scope.permissions() },
    demo,
  }
})
