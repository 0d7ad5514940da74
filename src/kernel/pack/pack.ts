import type { z } from 'zod'
import { aiRisk } from './kind/ai-risk.ts'
import { crosswalk } from './kind/crosswalk.ts'
import { impactAssessment } from './kind/impact-assessment.ts'
import { iso42001 } from './kind/iso-42001.ts'
import { nistAiRmf } from './kind/nist-ai-rmf.ts'
import { programme } from './kind/programme.ts'
import { regulation } from './kind/regulation.ts'
import { itemUrn, type Manifest, type PackKind } from './manifest.ts'

export const packKinds = {
  iso_42001: iso42001,
  crosswalk,
  regulation,
  nist_ai_rmf: nistAiRmf,
  ai_risk: aiRisk,
  impact_assessment: impactAssessment,
  programme,
} as const satisfies Record<PackKind, object>

export type PackContent<Kind extends PackKind> = z.output<(typeof packKinds)[Kind]['schema']>

/** A version of a framework's content, valid in itself. */
export interface Pack<Kind extends PackKind = PackKind> {
  manifest: Manifest & { kind: Kind }
  content: PackContent<Kind>
}

/** One pack of each kind, valid together: every reference resolves. */
export type Packs = { [Kind in PackKind]: Pack<Kind> }

/** One item of a pack, whatever its collection. */
export interface PackItem {
  urn: string
  type: string
  collection: string
  id: string
  value: unknown
}

/** Every item of a pack in the order of its files; a single item is named after its collection. */
export function packItems(pack: Pack): PackItem[] {
  return contentItems(pack.manifest, pack.content)
}

/** As packItems, for content that may not be valid yet; items without an id are left out. */
export function contentItems(manifest: Manifest, content: Readonly<Record<string, unknown>>): PackItem[] {
  const types: Readonly<Record<string, string>> = packKinds[manifest.kind].item_types
  return Object.entries(content).flatMap(([collection, value]) => {
    const type = types[collection] ?? collection
    const item = (id: string, of: unknown): PackItem => ({
      urn: itemUrn(manifest, type, id),
      type,
      collection,
      id,
      value: of,
    })
    if (!Array.isArray(value)) return [item(collection, value)]
    return value.flatMap((of) => {
      const id = idOf(of)
      return id === undefined ? [] : [item(id, of)]
    })
  })
}

/** The id an item states, if it states one. */
export function idOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined
  return typeof item.id === 'string' ? item.id : undefined
}
