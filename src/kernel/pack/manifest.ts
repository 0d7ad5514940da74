import { z } from 'zod'

export const packKindNames = [
  'iso_42001',
  'crosswalk',
  'regulation',
  'nist_ai_rmf',
  'ai_risk',
  'impact_assessment',
  'programme',
] as const

/** The family of a pack: which collections it holds and what its items refer to. */
export type PackKind = (typeof packKindNames)[number]

export const confidenceSchema = z.enum(['high', 'medium_high', 'medium', 'low', 'practice'])

/** How sure we are of a fact. `practice`: a judgement of practitioners that no source could settle. */
export type Confidence = z.infer<typeof confidenceSchema>

/** A day as YYYY-MM-DD. */
export const dateSchema = z.iso.date()

/** What a pack is, where it comes from, and under which licence its words stand. */
export const manifestSchema = z.strictObject({
  urn: z.string().regex(/^urn:plumbline:pack:[a-z0-9-]+(:[a-z0-9.-]+)?$/),
  /** Also the name of the pack's folder. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  kind: z.enum(packKindNames),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version has three numbers, such as 1.0.0'),
  title: z.string().min(1),
  /** Who publishes the source the pack paraphrases. */
  publisher: z.string().min(1),
  language: z.string().regex(/^[a-z]{2}$/),
  licence_note: z.string().min(1),
  /** The day whose law the pack states; only packs that state law have one. */
  law_state_date: dateSchema.optional(),
  notes: z.array(z.string().min(1)),
  sources: z
    .array(
      z.strictObject({ fact: z.string().min(1), confidence: confidenceSchema, basis: z.string().min(1) }),
    )
    .min(1),
})

export type Manifest = z.infer<typeof manifestSchema>

/**
 * The URN of an item: that of the pack without `pack:`, then the item's type and id
 * (`urn:plumbline:iso-42001:2023:control:A.5.2`). A space in a source's own number becomes a hyphen.
 */
export function itemUrn(manifest: Pick<Manifest, 'urn'>, type: string, id: string): string {
  const source = manifest.urn.replace('urn:plumbline:pack:', 'urn:plumbline:')
  return `${source}:${type}:${id.replaceAll(' ', '-')}`
}
