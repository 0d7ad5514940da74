import { itemUrn } from '../../kernel/pack/manifest.ts'
import type { Pack } from '../../kernel/pack/pack.ts'
import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { rowsAt, treeSizeOf } from '../../platform/registers/read/rows-at.ts'
import { linksAt } from '../../platform/registers/record/links-at.ts'
import { dayIn } from '../../platform/work/today.ts'
import { type SystemInScope, systemsInScope } from '../ai-system/systems-in-scope.ts'
import { controlStandings } from '../control/queries.ts'
import { organizationName } from '../organization/organization-name.ts'
import { packInUse, packsInUse } from '../requirement/adoption/adoption.ts'
import { catalogueOf } from '../requirement/catalogue.ts'
import { loadBasis } from './basis.ts'
import { type Conflict, conflictsOf } from './exclusion/conflict.ts'
import { evaluateExclusionRules } from './exclusion/exclusion.ts'
import { factsBySystem, factsOfOrganization, factsOfSomeSystem, type StatedFact } from './exclusion/facts.ts'
import type { Statement, StatementRow } from './statement.ts'
import type { SoaTables } from './tables.ts'

/** From a row to the controls that carry it out. */
export const implementedBy = 'implemented_by'

/** The statement as it stands, with everything its page and its approval look at. */
export interface LoadedStatement {
  readonly statement: Statement
  readonly conflicts: readonly Conflict[]
  /** The AI systems that the rules looked at. */
  readonly systems: readonly SystemInScope[]
  readonly stated: readonly (StatedFact &
    Pick<SoaTables['app.soa_fact'], 'basis' | 'created_at' | 'created_by'>)[]
  readonly pack: Pack<'iso_42001'>
  /** The tree size that it was read at; null for now. */
  readonly treeSize: number | null
}

const read = rowsAt<SoaTables>()

/** The statements of facts that count: the latest of each fact about each subject, unless it was withdrawn. */
export async function statedFacts(
  scope: SharedScope,
  treeSize: number | null,
): Promise<LoadedStatement['stated']> {
  const latest = new Map<string, SoaTables['app.soa_fact']>()
  for (const one of await read(scope, 'app.soa_fact', treeSize))
    latest.set(`${one.fact}/${one.ai_system_id ?? ''}`, one)
  return [...latest.values()].flatMap(({ fact, ai_system_id, value, basis, created_at, created_by }) =>
    value === null ? [] : [{ fact, ai_system_id, value, basis, created_at, created_by }],
  )
}

function controlsByUrn(pack: Pack<'iso_42001'>) {
  const objectives = new Map(pack.content.objectives.map((one) => [one.id, one]))
  return new Map(
    pack.content.controls.map((one, position) => [
      itemUrn(pack.manifest, 'control', one.id),
      { ...one, position, area_id: objectives.get(one.objective_id)?.area_id ?? null },
    ]),
  )
}

async function linkedControls(scope: SharedScope, treeSize: number | null, on: string | undefined) {
  const links = await linksAt(scope, implementedBy, treeSize)
  const standings = await controlStandings(
    scope,
    links.map(({ to_id }) => to_id),
    treeSize,
    on,
  )
  const byId = new Map(standings.filter(({ archived }) => !archived).map((one) => [one.id, one]))
  return (rowId: string): StatementRow['controls'] =>
    links
      .flatMap(({ from_id, to_id }) => {
        const one = from_id === rowId ? byId.get(to_id) : undefined
        return one ? [one] : []
      })
      .map(({ id, name, reference, state, countable_operating_rating }) => ({
        id,
        name,
        reference,
        state,
        operating_rating: countable_operating_rating,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id))
}

async function rowOrigins(scope: SharedScope, treeSize: number | null) {
  const origins = await read(scope, 'app.soa_origin', treeSize)
  const ids = origins.flatMap(({ record_id }) => (record_id ? [record_id] : []))
  const records =
    ids.length === 0
      ? []
      : await tablesIn<SoaTables>(scope)
          .selectFrom('app.record')
          .select(['id', 'title'])
          .where('id', 'in', ids)
          .execute()
  const titles = new Map(records.map(({ id, title }) => [id, title]))
  const duties = catalogueOf(await packsInUse(scope)).byUrn
  return (rowId: string): StatementRow['origins'] =>
    origins
      .filter(({ soa_row_id }) => soa_row_id === rowId)
      .map(({ id, kind, record_id, requirement, reference }) => {
        const duty = requirement ? duties.get(requirement) : undefined
        return {
          id,
          kind,
          record_id,
          record_title: record_id ? (titles.get(record_id) ?? null) : null,
          requirement,
          requirement_title: duty ? `${duty.ref} ${duty.title}` : null,
          reference,
        }
      })
}

/** Reads the statement with its conflicts, now or as of a moment: controls are judged by the evidence of that day. */
export async function loadStatement(scope: SharedScope, asOf?: string): Promise<LoadedStatement> {
  const treeSize = await treeSizeOf(scope, asOf)
  const on = asOf === undefined ? undefined : await dayIn(scope, asOf)
  const pack = await packInUse(scope, 'iso_42001')
  const known = controlsByUrn(pack)
  const controlsOf = await linkedControls(scope, treeSize, on)
  const originsOf = await rowOrigins(scope, treeSize)
  const all = await read(scope, 'app.soa_row', treeSize)
  const rows = all
    .filter(({ archived_at }) => archived_at === null)
    .map((row) => {
      const item = row.requirement ? known.get(row.requirement) : undefined
      return {
        position: item?.position ?? known.size,
        row: {
          id: row.id,
          requirement: row.requirement,
          reference: row.reference,
          title: item?.title ?? row.title,
          area_id: item?.area_id ?? null,
          objective_id: item?.objective_id ?? null,
          applicable: row.applicable,
          justification: row.justification,
          status: row.status,
          owner_id: row.owner_id,
          origins: originsOf(row.id),
          controls: controlsOf(row.id),
          answers: [] as StatementRow['answers'],
        },
      }
    })
    .sort((a, b) => a.position - b.position || a.row.title.localeCompare(b.row.title, 'en'))
    .map(({ row }) => row)

  const systems = await systemsInScope(scope, treeSize)
  const stated = await statedFacts(scope, treeSize)
  const verdicts = evaluateExclusionRules(pack, {
    organization: factsOfOrganization(stated),
    ai_systems: [...factsBySystem(systems, stated)].map(([id, facts]) => ({ id, facts })),
    some_system: factsOfSomeSystem(stated),
  })
  const conflicts = conflictsOf(rows, verdicts, await read(scope, 'app.soa_conflict_answer', treeSize))
  for (const row of rows)
    row.answers = conflicts.flatMap(({ row_id, rule_id, effect, answer }) =>
      row_id === row.id && row.applicable === false && answer
        ? [{ rule_id, effect, answer: answer.answer }]
        : [],
    )
  const statement: Statement = {
    format: 1,
    organization_name: await organizationName(scope),
    pack: {
      urn: pack.manifest.urn,
      title: pack.manifest.title,
      version: pack.manifest.version,
      licence_note: pack.manifest.licence_note,
    },
    basis: await loadBasis(scope, treeSize),
    areas: pack.content.areas.map(({ id, title }) => ({
      id,
      title,
      objectives: pack.content.objectives
        .filter(({ area_id }) => area_id === id)
        .map((one) => ({ id: one.id, title: one.title, intent: one.intent })),
    })),
    rows,
  }
  return { statement, conflicts, systems, stated, pack, treeSize }
}
