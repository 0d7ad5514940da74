import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { type Handler, query } from '../../operations/handler.ts'
import { readRecord } from '../read/read.ts'
import type { RegisterTables } from '../read/source.ts'
import { lockedBecause, locksOf } from '../write/lock.ts'
import type { WriteRules } from '../write/write-rules.ts'
import { stepsOn } from './decision.ts'

/**
 * Tells the actor which steps a record allows them and what would be refused, so that nobody has to try to find out.
 */
export function obstacleHandlers(
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'obstacles'>,
  rules: WriteRules = {},
): Handler[] {
  const { locks = [] } = rules
  const obstacles = query<RegisterTables>()(operations.obstacles, async (scope, input) => {
    const record = await readRecord(register, scope, input.id)
    const steps = await stepsOn(register, scope, record, rules)
    return {
      version: record.version,
      locked: lockedBecause(locks, record) ?? null,
      locks: locksOf(locks, record),
      permitted: steps.filter((one) => !one.obstacles.some(({ barred }) => barred)).map(({ verb }) => verb),
      items: steps.flatMap(({ verb, obstacles }) =>
        obstacles.map(({ reason, barred }) => ({ transition: verb, reason, barred })),
      ),
    }
  })
  return [obstacles]
}
