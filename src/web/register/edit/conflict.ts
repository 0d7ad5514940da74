import type { AnyRegister } from '../../../kernel/register/register.ts'
import { question } from '../../app/question.ts'
import type { WholeRecord } from '../row.ts'

type Values = Readonly<Record<string, unknown>>

/** A change that came after somebody else's. */
export interface Conflict {
  readonly register: AnyRegister
  /** The record as the person saw it; a list knows some of its fields only. */
  readonly base: Values & { readonly id: string }
  /** What the person changed. */
  readonly mine: Values
  /** The record as it is now. */
  readonly theirs: WholeRecord
}

/** One field in which the versions differ. */
export interface Difference {
  readonly field: string
  readonly before: unknown
  readonly mine: unknown
  readonly theirs: unknown
  /** Changed by both sides to different values: the person decides. */
  readonly contested: boolean
}

export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** The fields in which yours, theirs and what both began with differ, in the order of the declaration. */
export function differencesOf({ register, base, mine, theirs }: Conflict): Difference[] {
  return [...Object.keys(register.fields), 'owner_id', 'state'].flatMap((field) => {
    const touched = field in mine
    const before = base[field]
    const moved = field in base && !same(before, theirs[field])
    if (!touched && !moved) return []
    const wanted = touched ? mine[field] : before
    const contested = touched && moved && !same(wanted, theirs[field])
    return [{ field, before, mine: wanted, theirs: theirs[field], contested }]
  })
}

/** What is to be sent so that the merged record holds `kept` for each contested field. */
export function mergedChanges(conflict: Conflict, kept: Readonly<Record<string, 'mine' | 'theirs'>>): Values {
  return Object.fromEntries(
    Object.entries(conflict.mine).filter(
      ([field, value]) => kept[field] !== 'theirs' && !same(value, conflict.theirs[field]),
    ),
  )
}

/** Asks the person to merge two versions. */
export const merging = question<Conflict>()
