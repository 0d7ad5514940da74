import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { catalogueOf } from './catalogue.ts'

/** How a requirement is called: its number and title; its URN when no shipped pack holds it. */
export function requirementTitle(urn: string): string {
  const found = catalogueOf(shippedPacks()).byUrn.get(urn)
  return found ? `${found.ref} ${found.title}` : urn
}
