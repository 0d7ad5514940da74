import type { PackKind } from '../../../kernel/pack/manifest.ts'
import type { Packs } from '../../../kernel/pack/pack.ts'
import { catalogueOf } from '../catalogue.ts'
import type { RequirementPage } from './page-schema.ts'

type Row = RequirementPage['crosswalk'][number]
type Mapping = Packs['crosswalk']['content']['mappings'][number]

function rowOf(packs: Packs, mapping: Mapping, direction: 'from' | 'to'): Row {
  const { frameworks, relationships } = packs.crosswalk.content
  const stated = relationships.find(({ id }) => id === mapping.relationship)
  const relationship = direction === 'from' ? mapping.relationship : (stated?.inverse ?? mapping.relationship)
  const read = relationships.find(({ id }) => id === relationship)
  const framework = frameworks.find(({ id }) => id === mapping.framework_id)
  const [other, title] =
    direction === 'from'
      ? [mapping.target_ref, framework?.title ?? mapping.framework_id]
      : [mapping.requirement_id, packs.iso_42001.manifest.title]
  const entry = catalogueOf(packs).entries.find(
    (one) =>
      one.ref === other &&
      (direction === 'to'
        ? one.framework === 'iso-42001-2023'
        : framework?.pack_kind === 'nist_ai_rmf' && one.framework === 'nist-ai-rmf-1.0'),
  )
  return {
    framework_id: direction === 'from' ? mapping.framework_id : packs.iso_42001.manifest.id,
    framework_title: title,
    ref: other,
    urn: entry?.urn ?? null,
    title: entry?.title ?? null,
    relationship,
    meaning: read?.meaning ?? '',
    permitted_use: read?.permitted_use ?? '',
    rationale: mapping.rationale,
  }
}

/** The rows of a requirement of ISO/IEC 42001, as the crosswalk states them. */
export const crosswalkFrom = (packs: Packs, requirementId: string): Row[] =>
  packs.crosswalk.content.mappings
    .filter(({ requirement_id }) => requirement_id === requirementId)
    .map((mapping) => rowOf(packs, mapping, 'from'))

/** The rows that lead to a requirement of another framework, read from it with the inverse relationship. */
export function crosswalkTo(packs: Packs, kind: PackKind, targetRef: string): Row[] {
  const ids = packs.crosswalk.content.frameworks.filter((one) => one.pack_kind === kind).map(({ id }) => id)
  return packs.crosswalk.content.mappings
    .filter(({ framework_id, target_ref }) => ids.includes(framework_id) && target_ref === targetRef)
    .map((mapping) => rowOf(packs, mapping, 'to'))
}
