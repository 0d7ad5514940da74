import { transitionsFrom } from '../../kernel/lifecycle/lifecycle.ts'
import { type AnyRegister, permissionFor } from '../../kernel/register/register.ts'
import type { StandardOperations } from '../../kernel/register/standard.ts'
import { type Handler, query } from '../operations/handler.ts'
import { readRecord } from './read.ts'
import type { RegisterTables } from './source.ts'
import { obstacleTo, type WriteRules } from './write.ts'

/** Says what the guards of a lifecycle would refuse, so that nobody has to try in order to learn it. */
export function obstacleHandlers(
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'obstacles'>,
  rules: WriteRules = {},
): Handler[] {
  const obstacles = query<RegisterTables>()(operations.obstacles, async (scope, input) => {
    const record = await readRecord(register, scope, input.id)
    const items: { transition: string; reason: string }[] = []
    if (record.archived_at === null)
      for (const [transition, { permit }] of transitionsFrom(register.lifecycle, record.state)) {
        const reach = scope.reachOf(permissionFor(register, permit))
        if (!reach || (reach === 'own' && record.owner_id !== scope.actor.person_id)) continue
        const reason = await obstacleTo(register, scope, record, transition, rules)
        if (reason !== undefined) items.push({ transition, reason })
      }
    return { version: record.version, items }
  })
  return [obstacles]
}
