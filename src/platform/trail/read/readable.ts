import { sql } from 'kysely'
import { isId } from '../../ids.ts'
import type { ReadScope } from '../../operations/scope.ts'
import type { Captured, Image } from './captured.ts'

/** A record as the spine knows it. */
export interface SpineRecord {
  readonly id: string
  readonly register: string
  readonly title: string
  readonly owner_id: string | null
}

type Scope = Pick<ReadScope<unknown>, 'rows' | 'actor' | 'reachOf'>

/** Columns that say whose a row is, rather than what it is about. */
const belonging = new Set(['organization_id', 'person_id'])

/**
 * The records whose readers may read a change: the row itself when it is a record, otherwise the records it refers
 * to, by whatever column. What is no record is not found in the spine.
 */
function subjectsOf({ row_id }: Pick<Captured, 'row_id'>, image: Image | null): string[] {
  const named = Object.entries(image ?? {})
    .filter(([column]) => /_ids?$/.test(column) && !belonging.has(column))
    .flatMap(([, value]) => value)
    .filter((value): value is string => typeof value === 'string' && isId(value))
  return row_id === null ? named : [row_id, ...named]
}

/** What the spine knows of records, by id; ids that are no record are absent. */
export async function spineOf(
  scope: Pick<Scope, 'rows'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SpineRecord>> {
  if (ids.length === 0) return new Map()
  const found = await scope.rows<SpineRecord>(
    sql`select id, register, title, owner_id from app.record where id = any(${[...new Set(ids)]}::uuid[])`,
  )
  return new Map(found.map((one) => [one.id, one]))
}

/** Whether the actor may read a record now. */
export function mayRead(scope: Pick<Scope, 'actor' | 'reachOf'>, record: SpineRecord): boolean {
  const reach = scope.reachOf(`${record.register}:read`)
  return reach === 'all' || (reach === 'own' && record.owner_id === scope.actor.person_id)
}

/**
 * Whether the actor may read what a change recorded. A row that belongs to no record takes the read permission of
 * the subject that its table or event is named after; where there is none, nobody may read it here.
 */
export function mayReadChange(
  scope: Pick<Scope, 'actor' | 'reachOf'>,
  change: Pick<Captured, 'row_id' | 'table_name'>,
  image: Image | null,
  event: string,
  spine: ReadonlyMap<string, SpineRecord>,
): boolean {
  const itself = change.row_id === null ? undefined : spine.get(change.row_id)
  const records = itself ? [itself] : subjectsOf(change, image).flatMap((id) => spine.get(id) ?? [])
  if (records.length > 0) return records.every((record) => mayRead(scope, record))
  const subject = change.table_name?.replaceAll('_', '-') ?? event.split('.')[0]
  const reach = scope.reachOf(`${subject}:read`)
  return reach === 'all' || (reach === 'own' && image?.person_id === scope.actor.person_id)
}

/** The records that a list of changes refers to, from the spine. */
export const spineOfChanges = (scope: Pick<Scope, 'rows'>, changes: readonly Captured[]) =>
  spineOf(
    scope,
    changes.flatMap((change) => subjectsOf(change, change.after ?? change.before)),
  )
