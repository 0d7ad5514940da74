import type { ExclusionFacts } from './exclusion.ts'

/** What the inventory says about an AI system in scope, as far as exclusion rules ask. Null is unknown. */
export interface InventoryFacts {
  readonly id: string
  readonly name: string
  readonly lifecycle_stage: string | null
  readonly ai_roles: readonly string[] | null
  readonly sourcing: string | null
  readonly supplier_name: string | null
  readonly informs_public: boolean | null
}

/** A fact that somebody stated because no field of the inventory holds it. */
export interface StatedFact {
  readonly fact: string
  readonly ai_system_id: string | null
  readonly value: boolean
}

/**
 * The facts that a system's own fields settle. Bought or contracted systems hold a third party's component; a system
 * built in house may still call one, so that stays unknown. Public information reaches people outside; its absence
 * proves nothing.
 */
export function factsOfSystem(one: InventoryFacts): ExclusionFacts {
  const bought = one.sourcing !== null && one.sourcing !== 'in_house'
  const supplied = (one.supplier_name ?? '').trim() !== ''
  return {
    stage: one.lifecycle_stage,
    ai_roles: one.ai_roles,
    has_third_party_component: bought || supplied ? true : null,
    affects_external_persons: one.informs_public === true ? true : null,
  }
}

const statedOf = (stated: readonly StatedFact[], systemId: string | null): Record<string, boolean> =>
  Object.fromEntries(
    stated.filter(({ ai_system_id }) => ai_system_id === systemId).map(({ fact, value }) => [fact, value]),
  )

/**
 * The facts of one system: what was stated about it, else its own fields, else a "no" that was stated for the whole
 * organization. A "yes" for the whole organization means at least one system, not each, so it settles none alone.
 */
export function factsInForce(one: InventoryFacts, stated: readonly StatedFact[]): ExclusionFacts {
  const own = Object.entries(factsOfSystem(one)).filter(([, value]) => value !== null)
  const everywhere = Object.entries(statedOf(stated, null)).filter(([, value]) => !value)
  return { ...Object.fromEntries(everywhere), ...Object.fromEntries(own), ...statedOf(stated, one.id) }
}

/** The facts in force for each of many systems, by id. */
export function factsBySystem(
  systems: readonly InventoryFacts[],
  stated: readonly StatedFact[],
): ReadonlyMap<string, ExclusionFacts> {
  const about = Map.groupBy(stated, ({ ai_system_id }) => ai_system_id)
  const general = about.get(null) ?? []
  return new Map(
    systems.map((one) => [one.id, factsInForce(one, [...general, ...(about.get(one.id) ?? [])])]),
  )
}

/** The facts that were stated to hold for at least one system of the organization, without saying which. */
export const factsOfSomeSystem = (stated: readonly StatedFact[]): Record<string, true> =>
  Object.fromEntries(
    Object.entries(statedOf(stated, null))
      .filter((entry): entry is [string, true] => entry[1])
      .map(([fact]) => [fact, true]),
  )

/** The facts of the organization itself. */
export const factsOfOrganization = (stated: readonly StatedFact[]): ExclusionFacts => statedOf(stated, null)
