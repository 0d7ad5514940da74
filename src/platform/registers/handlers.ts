import type { AnyRegister } from '../../kernel/register/register.ts'
import type { StandardOperations } from '../../kernel/register/standard.ts'
import type { Handler } from '../operations/handler.ts'
import { bulkHandlers } from './bulk.ts'
import { commentHandlers } from './comment.ts'
import { historyHandlers } from './history.ts'
import { linkHandlers } from './link.ts'
import { readHandlers } from './read.ts'
import { type WriteRules, writeHandlers } from './write.ts'

/** The code of every standard operation of a register; a module adds only its rules. */
export function registerHandlers<R extends AnyRegister>(
  register: R,
  operations: StandardOperations<R>,
  rules?: WriteRules,
): Handler[] {
  const erased = operations as unknown as StandardOperations<AnyRegister>
  return [
    ...readHandlers(register, erased),
    ...writeHandlers(register, erased, rules),
    ...bulkHandlers(register, erased, rules),
    ...historyHandlers(register, erased),
    ...commentHandlers(register, erased),
    ...linkHandlers(register, erased),
  ]
}
