import { z } from 'zod'
import type { Pack } from '../../../kernel/pack/pack.ts'
import type { SharedScope } from '../../../platform/operations/scope.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { lastOperations } from '../../../platform/trail/read/last-operation.ts'
import { adoptionHistory, comparableEdition } from '../../requirement/adoption/adoption-history.ts'
import { risk } from '../risk.ts'
import type { Risk } from '../tables.ts'
import type { ScenarioChange } from './scenario-values.ts'

/** What a risk takes from its scenario, by the scenario's field: a judgement rests on it. */
const taken = {
  category_id: 'category',
  stages: 'stages',
  causes: 'causes',
  consequences: 'consequences',
  affected: 'affected',
  indicators: 'key_risk_indicators',
  likelihood: 'likelihood',
  impact_organization: 'impact_organization',
  impact_individuals: 'impact_individuals',
  impact_societies: 'impact_societies',
} as const satisfies Readonly<Record<string, keyof typeof risk.fields>>

type Item = Readonly<Record<string, unknown>>

const json = (value: unknown) => z.json().parse(value ?? null)

/** What one scenario says otherwise than another, as far as a risk takes it. */
export const changesBetween = (before: Item, after: Item): ScenarioChange[] =>
  Object.entries(taken).flatMap(([from, field]) =>
    JSON.stringify(before[from]) === JSON.stringify(after[from])
      ? []
      : [{ field, before: json(before[from]), after: json(after[from]) }],
  )

function scenarioIn({ content }: Pack, id: string): Item | undefined {
  const { scenarios } = content as { readonly scenarios?: readonly Item[] }
  return scenarios?.find((one) => one.id === id)
}

/** What is needed of a risk to tell whether its scenario still says what it did. */
export type Begun = Pick<Risk, 'id' | 'scenario_id' | 'created_at'>

/**
 * What the scenarios of some risks say otherwise since each was last assessed, or begun, by the risk's id: computed from
 * the versions that the organization has worked with, never stored. A scenario that the content has left out changed
 * nothing: a risk keeps what it started from.
 */
export async function scenarioChanges(
  scope: SharedScope,
  risks: readonly Begun[],
): Promise<ReadonlyMap<string, ScenarioChange[]>> {
  const changes = new Map<string, ScenarioChange[]>()
  const named = risks.flatMap(({ scenario_id, ...one }) => (scenario_id ? [{ ...one, scenario_id }] : []))
  if (named.length === 0) return changes
  const history = await adoptionHistory(scope, shippedPacks().ai_risk.manifest.id)
  const current = history.at(-1)
  const [first] = history
  if (!first || !current || history.every((one) => one.content_hash === current.content_hash)) return changes
  const now = await comparableEdition(scope, current)
  const ids = named.map(({ id }) => id)
  const assessed = await lastOperations(scope, risk.table, ids, [`${risk.name}.assess`])
  for (const { id, scenario_id, created_at } of named) {
    const since = Date.parse(assessed.get(id) ?? created_at)
    const then = history.findLast(({ adopted_at }) => Date.parse(adopted_at) <= since) ?? first
    if (then.content_hash === current.content_hash) continue
    const before = scenarioIn(await comparableEdition(scope, then), scenario_id)
    const after = scenarioIn(now, scenario_id)
    const found = before && after ? changesBetween(before, after) : []
    if (found.length > 0) changes.set(id, found)
  }
  return changes
}
