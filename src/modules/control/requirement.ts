import { itemUrn, type Manifest } from '../../kernel/pack/manifest.ts'
import type { Packs } from '../../kernel/pack/pack.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'

/** A requirement that a control can meet, as a pack states it. */
export interface Requirement {
  readonly urn: string
  /** The number people use, such as `A.5.2`. */
  readonly id: string
  /** Title of the pack it stands in. */
  readonly framework: string
  readonly title: string
}

/** Every requirement of the packs by URN: clauses and controls, outcomes, and obligations of law. */
export function requirementsIn(packs: Packs): ReadonlyMap<string, Requirement> {
  const found: Requirement[] = []
  const add = (manifest: Manifest, type: string, items: readonly { id: string; title: string }[]) => {
    for (const { id, title } of items)
      found.push({ urn: itemUrn(manifest, type, id), id, framework: manifest.title, title })
  }
  const { iso_42001: iso, regulation, nist_ai_rmf: nist } = packs
  add(iso.manifest, 'clause', iso.content.clauses)
  add(iso.manifest, 'control', iso.content.controls)
  add(regulation.manifest, 'obligation', regulation.content.obligations)
  const outcomes = nist.content.subcategories.map(({ id, outcome }) => ({ id, title: outcome }))
  add(nist.manifest, 'subcategory', outcomes)
  return new Map(found.map((one) => [one.urn, one]))
}

let shipped: ReadonlyMap<string, Requirement> | undefined

/** As `requirementsIn`, of the packs this version ships. */
export function requirements(): ReadonlyMap<string, Requirement> {
  shipped ??= requirementsIn(shippedPacks())
  return shipped
}
