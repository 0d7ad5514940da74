import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { CommitNotice } from './commit-notices.ts'

/** What happened to the records of one register, without any content. */
export interface RecordChanges {
  /** The register, or the subject of the event where it is about none, such as `view`. */
  readonly register: string
  readonly events: readonly string[]
  /** Records that were made; null when they are too many to name. */
  readonly created: readonly string[] | null
  /** Records that were there before; null when they are too many to name. */
  readonly changed: readonly string[] | null
}

/** So many records of one register are named; beyond it, a page reads again what it shows. */
const mostNamed = 200

interface Touched {
  readonly register: string
  readonly id: string
  readonly created: boolean
}

const gather = (touched: readonly Touched[]): Map<string, { created: string[]; changed: string[] }> => {
  const byRegister = new Map<string, { created: string[]; changed: string[] }>()
  for (const { register, id, created } of touched) {
    const ids = byRegister.get(register) ?? { created: [], changed: [] }
    ids[created ? 'created' : 'changed'].push(id)
    byRegister.set(register, ids)
  }
  return byRegister
}

const named = (ids: readonly string[] = []) => (ids.length > mostNamed ? null : ids)

/** Reads from the trail what committed operations did, by the rows that changed and by the names of their events. */
export async function changesOf(
  database: Database,
  { organization_id, operation_ids }: CommitNotice,
): Promise<RecordChanges[]> {
  return database.read({ role: 'app', organizationId: organization_id }, async (db) => {
    const [events, touched] = await Promise.all([
      sql<{ event: string }>`
        select distinct event from trail.operation where id = any(${operation_ids}::uuid[])`.execute(db),
      // One more than is named for each of a few registers, however large the import.
      sql<Touched>`
        select register, id, created from (
          select r.register, r.id, bool_or(c.action = 'i') as created,
            row_number() over (partition by r.register, bool_or(c.action = 'i')) as place
          from trail.change c join app.record r on r.id = c.row_id
          where c.operation_id = any(${operation_ids}::uuid[])
          group by r.register, r.id) one
        where place <= ${mostNamed + 1}`.execute(db),
    ])
    const ids = gather(touched.rows)
    const subjects = events.rows.map(({ event }) => event.split('.')[0] ?? event)
    return [...new Set([...ids.keys(), ...subjects])].map((register) => ({
      register,
      events: events.rows.map(({ event }) => event).filter((event) => event.startsWith(`${register}.`)),
      created: named(ids.get(register)?.created),
      changed: named(ids.get(register)?.changed),
    }))
  })
}
