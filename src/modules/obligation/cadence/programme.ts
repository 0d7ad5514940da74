import type { Role } from '../../../kernel/access/role.ts'
import type { OpeningRule } from '../../../kernel/cadence/cadence.ts'
import type { CadenceRule } from '../../../kernel/cadence/cadence-rule.ts'
import type { Cadence } from '../../../kernel/pack/kind/programme.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'

/** The programme of the version that the organization works with. */
export type Programme = Pack<'programme'>

const cadencesIn = ({ content }: Programme, id: string) => content.cadences.find((one) => one.id === id)

/** @throws when the programme has no such cadence: the rules and the pack disagree. */
export function cadenceOf(programme: Programme, id: string): Cadence {
  const found = cadencesIn(programme, id)
  if (!found) throw new Error(`Version ${programme.manifest.version} of the programme has no cadence ${id}.`)
  return found
}

/** The interval of one part of a cadence's object, in days. */
export function intervalOf(cadence: Cadence, appliesTo: string): number {
  const found = cadence.intervals.find((one) => one.applies_to === appliesTo)
  if (!found) throw new Error(`Cadence ${cadence.id} has no interval for ${appliesTo}.`)
  return found.interval_days
}

/** A rule waits while the programme that the organization adopted does not know its cadence, or not in these parts. */
export function knows(programme: Programme, { cadence_id, parts }: CadenceRule): boolean {
  const intervals = cadencesIn(programme, cadence_id)?.intervals
  return parts.every(({ applies_to }) => intervals?.some((one) => one.applies_to === applies_to))
}

/** What an earlier programme does not state yet, the newest states. */
function parameter(programme: Programme, rule: string, name: string): number {
  for (const { content } of [programme, shippedPacks().programme]) {
    const value = content.cadence_rules.find(({ id }) => id === rule)?.parameters?.[name]
    if (typeof value === 'number') return value
  }
  throw new Error(`The programme pack's rule ${rule} states no ${name}.`)
}

export const openingRule = (programme: Programme): OpeningRule => ({
  share_of_interval: parameter(programme, 'opening', 'share_of_interval'),
  minimum_days: parameter(programme, 'opening', 'minimum_days'),
  maximum_days: parameter(programme, 'opening', 'maximum_days'),
})

/** How many misses in a row call for a nonconformity. */
export const missedLimit = (programme: Programme): number => parameter(programme, 'missed', 'missed_in_a_row')

/** How soon what a trigger asks for is due, in days. */
export const triggeredWithinDays = (programme: Programme): number =>
  parameter(programme, 'triggered', 'within_days')

/**
 * The access role whose holders may take a turn that nobody is assigned to, by the owner role of its cadence. Who owns a
 * record is looked up on the record; for one without owner, and for every other role, it is the AIMS manager.
 */
const accessRoles: Readonly<Record<string, Role>> = {
  ai_risk_owner: 'risk-owner',
  internal_auditor: 'internal-auditor',
  top_management: 'top-management',
}

export const accessRoleOf = (ownerRole: string | null): Role => accessRoles[ownerRole ?? ''] ?? 'aims-manager'
