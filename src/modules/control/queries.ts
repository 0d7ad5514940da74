import type { RecordOf } from '../../kernel/register/register.ts'
import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { rowsAt } from '../../platform/registers/read/rows-at.ts'
import { todayIn } from '../../platform/work/today.ts'
import type { control } from './control.ts'
import { countableOperatingRating, type EvidenceFreshness, evidenceFreshness } from './rules.ts'
import type { ControlTables } from './tables.ts'

type Control = RecordOf<typeof control>

/** A control as other modules count it today. */
export type ControlStanding = Pick<
  Control,
  | 'id'
  | 'name'
  | 'reference'
  | 'kind'
  | 'state'
  | 'owner_id'
  | 'requirements'
  | 'design_rating'
  | 'operating_rating'
  | 'evidence_on'
> & {
  readonly archived: boolean
  readonly evidence: EvidenceFreshness
  /** The operating rating after stale evidence and state are taken into account; null when never rated. */
  readonly countable_operating_rating: number | null
}

const standing = (one: Control, today: string): ControlStanding => ({
  id: one.id,
  name: one.name,
  reference: one.reference,
  kind: one.kind,
  state: one.state,
  owner_id: one.owner_id,
  requirements: one.requirements,
  design_rating: one.design_rating,
  operating_rating: one.operating_rating,
  evidence_on: one.evidence_on,
  archived: one.archived_at !== null,
  evidence: evidenceFreshness(one, today),
  countable_operating_rating: countableOperatingRating(one, today),
})

/**
 * Controls by id, in no order; ids that are not controls of this organization are absent. With a tree size, as they
 * were then; evidence is judged by today's date all the same, unless another day is asked for.
 */
export async function controlStandings(
  scope: SharedScope,
  ids: readonly string[],
  treeSize: number | null = null,
  on?: string,
): Promise<ControlStanding[]> {
  if (ids.length === 0) return []
  const wanted = new Set(ids)
  const found =
    treeSize === null
      ? await tablesIn<ControlTables>(scope)
          .selectFrom('app.control')
          .selectAll()
          .where('id', 'in', [...wanted])
          .execute()
      : await rowsAt<ControlTables>()(scope, 'app.control', treeSize)
  const today = on ?? (await todayIn(scope))
  return found.filter(({ id }) => wanted.has(id)).map((one) => standing(one, today))
}

/** Every control in use (not archived, not retired), by name: to choose from, and to compare with requirements. */
export async function controlsInUse(scope: SharedScope): Promise<ControlStanding[]> {
  const found = await tablesIn<ControlTables>(scope)
    .selectFrom('app.control')
    .selectAll()
    .where('archived_at', 'is', null)
    .where('state', '!=', 'retired')
    .orderBy('name')
    .orderBy('id')
    .execute()
  const today = await todayIn(scope)
  return found.map((one) => standing(one, today))
}
