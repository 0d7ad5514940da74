import type { Spine } from '../../kernel/register/register.ts'

/** A row of a list: always these three; of the rest, the columns that were asked for. */
export type Row = Pick<Spine, 'id' | 'version' | 'state'> & Readonly<Record<string, unknown>>

/** A whole record. */
export type WholeRecord = Spine & { readonly custom: Readonly<Record<string, unknown>> } & Readonly<
    Record<string, unknown>
  >

export const ownerOf = (row: Readonly<Record<string, unknown>>): string | null =>
  typeof row.owner_id === 'string' ? row.owner_id : null
