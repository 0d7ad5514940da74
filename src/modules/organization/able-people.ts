import { sql } from 'kysely'
import { reachOf, roles } from '../../kernel/access/role.ts'
import { OperationError } from '../../kernel/contract/error.ts'
import { permissionFor } from '../../kernel/register/register.ts'
import { query } from '../../platform/operations/handler.ts'
import { listAblePeople } from './able-people-contract.ts'
import type { OrganizationTables } from './tables.ts'

/** People without any role yet are among them: they may be given work before they have access. */
export const ablePeople = query<OrganizationTables>()(listAblePeople, async (scope, input) => {
  const of = scope.registers.get(input.register)?.register
  if (!of) throw new OperationError('not-found', `There is no register ${input.register}.`)
  const verb = of.owner_does
  const able = roles.filter((role) => !verb || reachOf(of.grants, [role], permissionFor(of, verb)))
  const items = await scope.db
    .selectFrom('app.person as p')
    .select(['p.id', 'p.name'])
    .where('p.archived_at', 'is', null)
    .where('p.state', '<>', 'disabled')
    .where(({ exists, not, or, selectFrom }) => {
      const held = selectFrom('app.role_assignment as a')
        .select('a.id')
        .whereRef('a.organization_id', '=', 'p.organization_id')
        .whereRef('a.person_id', '=', 'p.id')
      return or([not(exists(held)), exists(held.where('a.role', 'in', able))])
    })
    .where(sql<boolean>`strpos(lower(p.name), lower(${input.q})) > 0`)
    .orderBy('p.name')
    .orderBy('p.id')
    .limit(input.limit)
    .execute()
  return { items }
})
