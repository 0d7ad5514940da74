import { type Dimension, dimensions } from './scale.ts'
import type { Impacts } from './score.ts'

/** A control that treats the risk, as it counts today. */
export interface TreatingControl {
  readonly id: string
  readonly effect: 'likelihood' | 'consequence'
  /** How it limits the consequence; contract and insurance never limit it for people. */
  readonly means: 'stop' | 'fallback' | 'remedy' | 'limits' | 'insurance' | 'contract' | null
  readonly design_rating: number | null
  /** Already lowered where evidence is stale or the control is not in operation. */
  readonly operating_rating: number | null
}

/** How far residual values may lie below the inherent ones. */
export interface AllowedSteps {
  readonly likelihood: number
  readonly impacts: Impacts
}

/** Rating from which a control counts: operating with fresh evidence. */
const counts = 3
const proven = 4
const controlsPerStep = 2
const stepsAtMost = 2
const stepsAtMostWhenProven = 3

/** What a control is worth: the weaker of its design and its operation; not rated is absent. */
export const worthOf = (control: Pick<TreatingControl, 'design_rating' | 'operating_rating'>): number =>
  Math.min(control.design_rating ?? 0, control.operating_rating ?? 0)

/**
 * How many steps controls allow: likelihood one step for two controls that count, two in total, three with one that
 * is proven; impact one step for each control that limits consequence, for people never by insurance or contract.
 */
export function allowedSteps(controls: readonly TreatingControl[]): AllowedSteps {
  const counted = [
    ...new Map(controls.map((one) => [`${one.id} ${one.effect} ${one.means}`, one])).values(),
  ].filter((one) => worthOf(one) >= counts)
  const preventing = new Map(
    counted.filter(({ effect }) => effect === 'likelihood').map((one) => [one.id, worthOf(one)]),
  )
  const most = [...preventing.values()].some((worth) => worth >= proven) ? stepsAtMostWhenProven : stepsAtMost
  const limiting = counted.filter(({ effect }) => effect === 'consequence')
  const limits = (dimension: Dimension) =>
    new Set(
      limiting
        .filter(
          ({ means }) => dimension === 'organization' || (means !== 'insurance' && means !== 'contract'),
        )
        .map(({ id }) => id),
    ).size
  return {
    likelihood: Math.min(most, Math.floor(preventing.size / controlsPerStep)),
    impacts: {
      organization: limits('organization'),
      individuals: limits('individuals'),
      societies: limits('societies'),
    },
  }
}

export interface Rated {
  readonly likelihood: number
  readonly impacts: Impacts
}

/** Why residual values do not stand on the controls there are; empty when they do. */
export function residualFaults(
  inherent: Rated,
  residual: Rated,
  allowed: AllowedSteps,
): { readonly part: 'likelihood' | Dimension; readonly wanted: number; readonly allowed: number }[] {
  const parts = [
    {
      part: 'likelihood' as const,
      wanted: inherent.likelihood - residual.likelihood,
      allowed: allowed.likelihood,
    },
    ...dimensions.map((dimension) => ({
      part: dimension,
      wanted: inherent.impacts[dimension] - residual.impacts[dimension],
      allowed: allowed.impacts[dimension],
    })),
  ]
  return parts.filter((one) => one.wanted > one.allowed)
}
