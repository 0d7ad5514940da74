import type { z } from 'zod'
import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'

/**
 * Parses the input of an operation by its contract.
 * @throws invalid-input naming each place that does not fit.
 */
export function parseInput(operation: AnyOperation, input: unknown): unknown {
  const parsed = operation.input.safeParse(input)
  if (parsed.success) return parsed.data
  const issues = (parsed.error as z.ZodError).issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }))
  const where = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  throw new OperationError(
    'invalid-input',
    `Nothing was changed. Correct this and send it again: ${where}.`,
    { issues },
  )
}
