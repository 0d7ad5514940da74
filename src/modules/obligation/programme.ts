import type { Role } from '../../kernel/access/role.ts'
import type { OpeningRule } from '../../kernel/cadence/cadence.ts'
import type { Cadence } from '../../kernel/pack/programme.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'

/** @throws when the shipped programme has no such cadence: the rules and the pack disagree. */
export function cadenceOf(id: string): Cadence {
  const found = shippedPacks().programme.content.cadences.find((one) => one.id === id)
  if (!found) throw new Error(`The programme pack has no cadence ${id}.`)
  return found
}

/** The interval of one part of a cadence's object, in days. */
export function intervalOf(cadence: Cadence, appliesTo: string): number {
  const found = cadence.intervals.find((one) => one.applies_to === appliesTo)
  if (!found) throw new Error(`Cadence ${cadence.id} has no interval for ${appliesTo}.`)
  return found.interval_days
}

function parameter(rule: string, name: string): number {
  const value = shippedPacks().programme.content.cadence_rules.find(({ id }) => id === rule)?.parameters?.[
    name
  ]
  if (typeof value !== 'number') throw new Error(`The programme pack's rule ${rule} states no ${name}.`)
  return value
}

export const openingRule = (): OpeningRule => ({
  share_of_interval: parameter('opening', 'share_of_interval'),
  minimum_days: parameter('opening', 'minimum_days'),
  maximum_days: parameter('opening', 'maximum_days'),
})

/** How many misses in a row call for a nonconformity. */
export const missedLimit = (): number => parameter('missed', 'missed_in_a_row')

/** How soon what a trigger asks for is due, in days. */
export const triggeredWithinDays = (): number => parameter('triggered', 'within_days')

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
