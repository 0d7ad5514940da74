import { roles } from '../../kernel/access/role.ts'
import { grantsOf, type Module } from '../../platform/module.ts'
import { type Handler, query } from '../../platform/operations/handler.ts'
import { titlesOf } from '../../platform/registers/read/titles.ts'
import { firstSteps } from '../../platform/work/first-step.ts'
import { standingsOf } from '../../platform/work/first-step-standings.ts'
import { getBeginning } from './beginning-contract.ts'
import type { OrganizationTables } from './tables.ts'

/** How many people a step names of those who may take it. */
const named = 3

/** What a new organization does first, from the steps that all modules declare. */
export function beginningHandlers(modules: readonly Module[]): Handler[] {
  const declared = modules
    .flatMap(({ beginning = [] }) => beginning)
    .sort((a, b) => firstSteps.indexOf(a.name) - firstSteps.indexOf(b.name))
  const grants = grantsOf(modules)
  const takers = (permission: (typeof declared)[number]['permission']) =>
    roles.filter((role) => grants[permission]?.[role] === 'all')

  const get = query<OrganizationTables>()(getBeginning, async (scope) => {
    const standingOf = await standingsOf(scope, declared)
    const holders = await scope.db
      .selectFrom('app.role_assignment as a')
      .innerJoin('app.person as p', 'p.id', 'a.person_id')
      .select(['a.role', 'a.person_id'])
      .where('p.state', '!=', 'disabled')
      .where('p.archived_at', 'is', null)
      .orderBy('a.id')
      .execute()
    const steps = declared.map(({ name, permission, after = [] }) => {
      const { done = false, record_id = null } = standingOf.get(name) ?? {}
      const first = after.filter((one) => !standingOf.get(one)?.done)
      const may = takers(permission)
      const people = holders.filter(({ role }) => may.some((one) => one === role))
      return {
        name,
        state: done ? ('done' as const) : first.length > 0 ? ('waiting' as const) : ('next' as const),
        after: first,
        may: scope.reachOf(permission) === 'all',
        roles: may,
        people: [...new Set(people.map(({ person_id }) => person_id))].slice(0, named),
        record_id,
      }
    })
    const people = [...new Set(steps.flatMap((step) => step.people))]
    return { steps, titles: await titlesOf(scope, people) }
  })
  return [get]
}
