import type { z } from 'zod'
import type { lock } from '../../kernel/register/answer.ts'
import { keepsRecord } from '../../kernel/register/lock.ts'
import type { Row } from './row.ts'

/** What the server says that nobody changes of which records. */
export type Lock = z.output<typeof lock>

/** Why nobody changes a field of a record as it stands; undefined when it is free. */
export const lockOn = (locks: readonly Lock[], record: Row, field: string): string | undefined =>
  locks.find((lock) => keepsRecord(lock, record) && (lock.fields?.includes(field) ?? true))?.because
