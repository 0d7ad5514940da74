import type { z } from 'zod'
import type { lock } from '../../kernel/register/answer.ts'

/** What the server says that nobody changes in which states. */
export type Lock = z.output<typeof lock>

/** Why nobody changes a field of a record in its state; undefined when its state leaves it free. */
export const lockOn = (locks: readonly Lock[], state: string, field: string): string | undefined =>
  locks.find(({ states, fields }) => (states?.includes(state) ?? true) && (fields?.includes(field) ?? true))
    ?.because
