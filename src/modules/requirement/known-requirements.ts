import type { KnownRequirements, SharedScope } from '../../platform/operations/scope.ts'
import { packsInUse } from './adoption/adoption.ts'
import { catalogueOf } from './catalogue.ts'

/** The requirements of the packs that the organization works with, by what fields name them by. */
export async function knownRequirements(scope: SharedScope): Promise<KnownRequirements> {
  const { byUrn, entries } = catalogueOf(await packsInUse(scope))
  const iso = entries.filter(({ framework }) => framework === 'iso-42001-2023')
  return { urn: byUrn, number: new Set(iso.map(({ ref }) => ref)) }
}
