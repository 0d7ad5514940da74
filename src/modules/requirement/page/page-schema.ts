import { z } from 'zod'
import { relationships } from '../../../kernel/pack/kind/crosswalk.ts'
import { frameworks, requirementKinds } from '../catalogue.ts'

const named = z.object({ id: z.string(), title: z.string(), meaning: z.string() })
/** A requirement, named. */
export const reference = z
  .object({ urn: z.string(), ref: z.string(), title: z.string() })
  .meta({ title: 'requirement-reference' })

/** Everything that the packs know about one requirement. What a framework does not state is null or empty. */
export const requirementPage = z.object({
  urn: z.string(),
  framework: z.enum(frameworks),
  framework_title: z.string(),
  kind: z.enum(requirementKinds),
  ref: z.string(),
  title: z.string(),
  intent: z.string().nullable(),
  /** The headings above it, outermost first. */
  path: z.array(z.object({ id: z.string(), title: z.string(), intent: z.string().nullable() })),
  documented_information: z.array(z.object({ level: z.string(), meaning: z.string(), item: z.string() })),
  /** What must exist on paper for it, and how to tell that it is complete. */
  required_documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kinds: z.array(z.string()),
      completeness_test: z.string(),
    }),
  ),
  typical_evidence: z.array(z.string()),
  auditor_samples: z.string().nullable(),
  typical_finding: z.string().nullable(),
  typical_findings: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      usual_grade: z.string(),
      why: z.string(),
      prevention: z.string(),
    }),
  ),
  owner_role: z.string().nullable(),
  review_cadence: z.string().nullable(),
  review_interval_days: z.int().nullable(),
  review_triggers: z.array(z.string()),
  ai_roles: z.array(z.object({ id: z.string(), meaning: z.string() })),
  record_types: z.array(z.object({ id: z.string(), description: z.string(), register: z.string() })),
  annex_c_objectives: z.array(named),
  annex_c_risk_sources: z.array(named),
  /** The number of the guidance in Annex B. */
  guidance_ref: z.string().nullable(),
  exclusion_note: z.string().nullable(),
  exclusion_rules: z.array(z.object({ id: z.string(), effect: z.string(), reason: z.string() })),
  /** Rows of the crosswalk, read from this requirement to the other one. */
  crosswalk: z.array(
    z.object({
      framework_id: z.string(),
      framework_title: z.string(),
      ref: z.string(),
      /** Its own page, where its framework has pages. */
      urn: z.string().nullable(),
      title: z.string().nullable(),
      relationship: z.enum(relationships),
      meaning: z.string(),
      permitted_use: z.string(),
      rationale: z.string(),
    }),
  ),
  scenarios: z.array(reference),
  /** Duties of law that name this requirement, or the requirements that a duty of law names. */
  related: z.array(reference),
  /** Duties of law: from when they apply, and how sure that is. */
  law: z
    .object({
      roles: z.array(z.string()),
      dates: z.array(
        z.object({
          id: z.string(),
          from: z.string(),
          earliest_reading: z.string().nullable(),
          basis: z.string(),
          confidence: z.string(),
        }),
      ),
      law_state_date: z.string().nullable(),
    })
    .nullable(),
  pack: z.object({ id: z.string(), title: z.string(), version: z.string(), licence_note: z.string() }),
})
export type RequirementPage = z.infer<typeof requirementPage>
