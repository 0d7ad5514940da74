import type { AnyRegister } from '../../kernel/register/register.ts'
import { standardOperations } from '../../kernel/register/standard.ts'
import { transitionOperations } from '../../kernel/register/transition.ts'
import { exchangeHandlers } from '../exchange/exchange-handlers.ts'
import type { ExchangeRules } from '../exchange/exchange-rules.ts'
import { obstacleHandlers } from './decision/obstacles.ts'
import { placesHandler } from './read/places.ts'
import { readHandlers } from './read/read.ts'
import { commentHandlers } from './record/comment.ts'
import { historyHandlers } from './record/history.ts'
import { linkHandlers } from './record/link.ts'
import type { ServedRegister } from './served-register.ts'
import { bulkHandlers } from './write/bulk.ts'
import { bulkPreviewHandler } from './write/bulk-preview.ts'
import { assertUnlocked } from './write/lock.ts'
import { requirementCheck } from './write/named-requirements.ts'
import { transitionHandlers, writeHandlers } from './write/write.ts'
import type { WriteRules } from './write/write-rules.ts'

/** A register's rules, preceded by what its declaration implies: locks hold, and named requirements exist. */
function withDeclared(register: AnyRegister, rules: WriteRules): WriteRules {
  const { locks = [], check } = rules
  const checkRequirements = requirementCheck(register)
  if (locks.length === 0 && !checkRequirements) return rules
  return {
    ...rules,
    check: async (scope, after, before) => {
      // Taking a record from the archive changes nothing that a lock keeps.
      const restored = before?.archived_at && after.archived_at === null
      if (before && !restored) assertUnlocked(locks, { ...after }, before)
      await checkRequirements?.(scope, { ...after }, before && { ...before })
      await check?.(scope, after, before)
    },
  }
}

/**
 * Serves a register: its standard operations, its transitions, import and export. A module adds only its rules.
 */
export function serveRegister<R extends AnyRegister, Tables>(
  register: R,
  rules?: WriteRules<R, Tables>,
  exchange: ExchangeRules = {},
): ServedRegister {
  const operations = standardOperations<string, R['fields'], string>(register)
  const erased = withDeclared(register, (rules ?? {}) as unknown as WriteRules)
  return {
    register,
    rules: erased,
    exchange,
    handlers: [
      ...readHandlers(register, operations, erased),
      placesHandler(register, operations),
      ...writeHandlers(register, operations, erased),
      ...transitionHandlers(register, transitionOperations<AnyRegister>(register), erased),
      ...obstacleHandlers(register, operations, erased),
      bulkPreviewHandler(register, operations),
      ...bulkHandlers(register, operations, erased),
      ...historyHandlers(register, operations),
      ...commentHandlers(register, operations),
      ...linkHandlers(register, operations),
      ...exchangeHandlers(register, { write: erased, exchange }),
    ],
  }
}
