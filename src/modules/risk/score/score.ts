import type { CriteriaContent } from '../criteria/criteria-content.ts'
import { type Dimension, dimensions, higherOf, type RiskLevel } from './scale.ts'

/** The impact on each dimension, 1 to 5. */
export type Impacts = Readonly<Record<Dimension, number>>

/** What decides how far the impact is raised. Null stands for not known: it raises nothing yet. */
export interface Raising {
  /** Mainly children, patients or other dependent people are affected. */
  readonly vulnerable_people: boolean | null
  readonly affected_people: number | null
  /** Which dimension the scale rule raises; null: the higher one, individuals when they are equal. */
  readonly scale_raises: 'individuals' | 'societies' | null
  /** The event would break a legal duty. */
  readonly breaches_legal_duty: boolean | null
}

type Scales = Pick<CriteriaContent, 'bands' | 'severe_floor' | 'legal_duty_floor' | 'scale_over_people'>

const atMostFive = (level: number) => Math.min(5, level)

/**
 * The impacts after the rules of the criteria: dependent people raise individuals by one; many people raise
 * individuals or societies by one, once; a broken legal duty is at least the floor for the organization.
 */
export function raisedImpacts(impacts: Impacts, raising: Raising, scales: Scales): Impacts {
  const raised = { ...impacts }
  if (raising.vulnerable_people) raised.individuals = atMostFive(raised.individuals + 1)
  if ((raising.affected_people ?? 0) > scales.scale_over_people) {
    const dimension =
      raising.scale_raises ?? (raised.societies > raised.individuals ? 'societies' : 'individuals')
    raised[dimension] = atMostFive(raised[dimension] + 1)
  }
  if (raising.breaches_legal_duty)
    raised.organization = Math.max(raised.organization, scales.legal_duty_floor)
  return raised
}

/** The band a score falls into, and never below the floor of a severe impact. */
export function levelOf(likelihood: number, impact: number, scales: Scales): RiskLevel {
  const score = likelihood * impact
  const band = scales.bands.find(({ score_from, score_to }) => score >= score_from && score <= score_to)
  if (!band) throw new Error(`No band holds the score ${score}.`)
  return impact === 5 ? higherOf(band.level, scales.severe_floor) : band.level
}

export interface Score {
  readonly impacts: Impacts
  /** The highest of the three: they are never averaged. */
  readonly impact: number
  readonly score: number
  readonly level: RiskLevel
}

/** The score of a risk: likelihood times the highest raised impact, and its level. */
export function scoreOf(likelihood: number, impacts: Impacts, raising: Raising, scales: Scales): Score {
  const raised = raisedImpacts(impacts, raising, scales)
  const impact = Math.max(...dimensions.map((dimension) => raised[dimension]))
  return { impacts: raised, impact, score: likelihood * impact, level: levelOf(likelihood, impact, scales) }
}
