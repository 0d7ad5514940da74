import { itemUrn } from '../../kernel/pack/manifest.ts'
import { shippedPacks } from './shipped-packs.ts'

let known: ReadonlyMap<string, string> | undefined

/** The numbers of the clauses and controls of ISO/IEC 42001, by their URNs. */
export function isoNumbers(): ReadonlyMap<string, string> {
  if (known) return known
  const { manifest, content } = shippedPacks().iso_42001
  const of = (kind: string, items: readonly { readonly id: string }[]) =>
    items.map(({ id }) => [itemUrn(manifest, kind, id), id] as const)
  known = new Map([...of('clause', content.clauses), ...of('control', content.controls)])
  return known
}
