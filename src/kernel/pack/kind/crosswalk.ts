import { z } from 'zod'
import { packKindNames } from '../manifest.ts'
import { definePackKind, idSchema, refer, referToRequirements, textSchema } from './kind.ts'

/**
 * How a requirement of ISO/IEC 42001 (the source) relates to one of another framework. `subset`: the source is
 * contained in the target; `superset`: it contains the target; `related` is a hint only and never counts.
 */
export const relationships = ['equal', 'subset', 'superset', 'intersects', 'related'] as const
export type Relationship = (typeof relationships)[number]

const mappingSchema = z.strictObject({
  id: idSchema,
  requirement_id: idSchema,
  framework_id: idSchema,
  /** The number the other framework itself uses. */
  target_ref: textSchema,
  relationship: z.enum(relationships),
  rationale: textSchema,
})

export type Mapping = z.infer<typeof mappingSchema>

/** The id of a mapping is its two ends, so that it stays the same from version to version. */
export function mappingId(mapping: Pick<Mapping, 'requirement_id' | 'framework_id' | 'target_ref'>): string {
  return `${mapping.requirement_id}/${mapping.framework_id}/${mapping.target_ref.replaceAll(' ', '-')}`
}

/** Comparison of ISO/IEC 42001 with other frameworks, one row per pair of requirements. */
export const crosswalk = definePackKind({
  collections: {
    frameworks: [
      'framework',
      z.array(
        z.strictObject({
          id: idSchema,
          title: textSchema,
          /** The pack that holds this framework's content, where one is shipped. */
          pack_kind: z.enum(packKindNames).nullable(),
          permitted_relationships: z.array(z.enum(relationships)).min(1),
        }),
      ),
    ],
    relationships: [
      'relationship',
      z.array(
        z.strictObject({
          id: z.enum(relationships),
          meaning: textSchema,
          permitted_use: textSchema,
          /** The relationship read from target to source. */
          inverse: z.enum(relationships),
        }),
      ),
    ],
    mappings: ['mapping', z.array(mappingSchema)],
  },

  references: (content) => [
    ...referToRequirements('mappings', content.mappings, (m) => m.requirement_id, 'requirement_id'),
    ...refer('mappings', content.mappings, 'framework_id', (m) => m.framework_id, 'crosswalk', 'frameworks'),
    ...refer(
      'mappings',
      content.mappings,
      'relationship',
      (m) => m.relationship,
      'crosswalk',
      'relationships',
    ),
    ...refer(
      'mappings',
      content.mappings.filter((m) => packOf(content.frameworks, m) === 'nist_ai_rmf'),
      'target_ref',
      (m) => m.target_ref,
      'nist_ai_rmf',
      'subcategories',
    ),
  ],

  problems: (content) =>
    content.mappings.flatMap((mapping) => {
      const problem = mappingProblem(mapping, content.frameworks)
      return problem ? [{ collection: 'mappings', item_id: mapping.id, problem }] : []
    }),
})

type Framework = { id: string; pack_kind: string | null; permitted_relationships: Relationship[] }

function packOf(frameworks: readonly Framework[], mapping: Mapping): string | null {
  return frameworks.find((framework) => framework.id === mapping.framework_id)?.pack_kind ?? null
}

function mappingProblem(mapping: Mapping, frameworks: readonly Framework[]): string | undefined {
  if (mapping.id !== mappingId(mapping)) return `its id should be "${mappingId(mapping)}"`
  const framework = frameworks.find((candidate) => candidate.id === mapping.framework_id)
  if (framework && !framework.permitted_relationships.includes(mapping.relationship)) {
    return `"${mapping.relationship}" is not permitted for ${framework.id}`
  }
  return undefined
}
