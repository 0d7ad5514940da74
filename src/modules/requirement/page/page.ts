import { itemUrn } from '../../../kernel/pack/manifest.ts'
import type { Packs } from '../../../kernel/pack/pack.ts'
import { catalogueOf, groupsOf, type RequirementEntry } from '../catalogue.ts'
import { registerOf } from '../record-register.ts'
import { crosswalkFrom, crosswalkTo } from './crosswalk-rows.ts'
import type { RequirementPage } from './page-schema.ts'

type Parts = Omit<
  RequirementPage,
  'urn' | 'framework' | 'framework_title' | 'kind' | 'ref' | 'title' | 'intent' | 'path' | 'pack'
>
type Iso = Packs['iso_42001']

const nothing: Parts = {
  documented_information: [],
  required_documents: [],
  typical_evidence: [],
  auditor_samples: null,
  typical_finding: null,
  typical_findings: [],
  owner_role: null,
  review_cadence: null,
  review_interval_days: null,
  review_triggers: [],
  ai_roles: [],
  record_types: [],
  annex_c_objectives: [],
  annex_c_risk_sources: [],
  guidance_ref: null,
  exclusion_note: null,
  exclusion_rules: [],
  crosswalk: [],
  scenarios: [],
  related: [],
  law: null,
}

const among = <T extends { readonly id: string }>(all: readonly T[], ids: readonly string[]): T[] =>
  all.filter(({ id }) => ids.includes(id))

function recordTypes(iso: Iso, ids: readonly string[]): Parts['record_types'] {
  return among(iso.content.record_types, ids).map(({ id, description }) => ({
    id,
    description,
    register: registerOf(id),
  }))
}

/** What clauses and controls have in common. */
function practice(
  packs: Packs,
  one: Iso['content']['clauses'][number] | Iso['content']['controls'][number],
): Parts {
  const { content } = packs.iso_42001
  const cadence = content.review_cadences.find(({ id }) => id === one.review_cadence)
  const about = ({ requirement_ids }: { requirement_ids: readonly string[] }) =>
    requirement_ids.includes(one.id)
  return {
    ...nothing,
    required_documents: content.required_documents
      .filter(about)
      .map(({ id, title, kinds, completeness_test }) => ({ id, title, kinds, completeness_test })),
    auditor_samples: one.auditor_samples,
    typical_findings: content.typical_findings
      .filter(about)
      .map(({ id, title, usual_grade, why, prevention }) => ({ id, title, usual_grade, why, prevention })),
    owner_role: one.owner_role,
    review_cadence: one.review_cadence,
    review_interval_days: cadence?.interval_days ?? null,
    review_triggers: one.review_triggers,
    ai_roles: among(content.ai_roles, one.ai_roles).map(({ id, meaning }) => ({ id, meaning })),
    record_types: recordTypes(packs.iso_42001, one.record_types),
    crosswalk: crosswalkFrom(packs, one.id),
    related: packs.regulation.content.obligations.filter(about).map(({ id, article, title }) => ({
      urn: itemUrn(packs.regulation.manifest, 'obligation', id),
      ref: article,
      title,
    })),
  }
}

function clauseParts(packs: Packs, id: string): Parts {
  const { content } = packs.iso_42001
  const clause = content.clauses.find((one) => one.id === id)
  if (!clause) return nothing
  const meanings = new Map(content.documented_information_levels.map((level) => [level.id, level.meaning]))
  return {
    ...practice(packs, clause),
    typical_finding: clause.typical_finding,
    documented_information: clause.documented_information.map(({ level, item }) => ({
      level,
      meaning: meanings.get(level) ?? level,
      item,
    })),
  }
}

function controlParts(packs: Packs, id: string): Parts {
  const { content } = packs.iso_42001
  const control = content.controls.find((one) => one.id === id)
  if (!control) return nothing
  const documents = content.control_documents.filter(({ control_ids }) => control_ids.includes(id))
  return {
    ...practice(packs, control),
    typical_evidence: [...control.typical_evidence, ...documents.map(({ title }) => title)],
    annex_c_objectives: among(content.annex_c_objectives, control.annex_c_objective_ids),
    annex_c_risk_sources: among(content.annex_c_risk_sources, control.annex_c_risk_source_ids),
    guidance_ref: control.guidance_ref,
    exclusion_note: control.soa_exclusion_note,
    exclusion_rules: content.exclusion_rules
      .filter(({ control_ids }) => control_ids.includes(id))
      .map(({ id: rule, effect, reason }) => ({ id: rule, effect, reason })),
    scenarios: packs.ai_risk.content.scenarios
      .filter(({ control_ids }) => control_ids.includes(id))
      .map(({ id: scenario, title }) => ({
        urn: itemUrn(packs.ai_risk.manifest, 'scenario', scenario),
        ref: scenario,
        title,
      })),
  }
}

/** The dates a duty can apply from: its own, or each that a rule may write into the fact it looks at. */
function datesOf(packs: Packs, duty: Packs['regulation']['content']['obligations'][number]) {
  const { law_dates, derive_rules } = packs.regulation.content
  const keys =
    duty.date_key === undefined
      ? derive_rules.map((rule) => String(rule.set[duty.date_fact ?? ''] ?? ''))
      : [duty.date_key]
  return among(law_dates, keys).map(({ id, from, earliest_reading = null, basis, confidence }) => ({
    id,
    from,
    earliest_reading,
    basis,
    confidence,
  }))
}

function dutyParts(packs: Packs, urn: string): Parts {
  const { manifest, content } = packs.regulation
  const duty = content.obligations.find(({ id }) => itemUrn(manifest, 'obligation', id) === urn)
  if (!duty) return nothing
  return {
    ...nothing,
    record_types: recordTypes(packs.iso_42001, duty.record_types),
    related: catalogueOf(packs)
      .entries.filter(
        ({ framework, ref }) => framework === 'iso-42001-2023' && duty.requirement_ids.includes(ref),
      )
      .map(({ urn: other, ref, title }) => ({ urn: other, ref, title })),
    law: {
      roles: duty.roles,
      dates: datesOf(packs, duty),
      law_state_date: manifest.law_state_date ?? null,
    },
  }
}

function outcomeParts(packs: Packs, id: string): Parts {
  const outcome = packs.nist_ai_rmf.content.subcategories.find((one) => one.id === id)
  if (!outcome) return nothing
  return {
    ...nothing,
    record_types: recordTypes(packs.iso_42001, [outcome.record_type]),
    crosswalk: crosswalkTo(packs, 'nist_ai_rmf', id),
  }
}

function partsOf(packs: Packs, entry: RequirementEntry): Parts {
  switch (entry.kind) {
    case 'clause':
      return clauseParts(packs, entry.ref)
    case 'control':
      return controlParts(packs, entry.ref)
    case 'obligation':
      return dutyParts(packs, entry.urn)
    case 'subcategory':
      return outcomeParts(packs, entry.ref)
  }
}

/** Everything about one requirement, or undefined when no pack holds it. */
export function pageOf(packs: Packs, urn: string): RequirementPage | undefined {
  const catalogue = catalogueOf(packs)
  const entry = catalogue.byUrn.get(urn)
  if (!entry) return undefined
  const pack = Object.values(packs).find(({ manifest }) => manifest.id === entry.framework)
  if (!pack) return undefined
  const { id, title, version, licence_note } = pack.manifest
  return {
    ...partsOf(packs, entry),
    urn: entry.urn,
    framework: entry.framework,
    framework_title: title,
    kind: entry.kind,
    ref: entry.ref,
    title: entry.title,
    intent: entry.intent,
    path: groupsOf(catalogue, [entry]).map((group) => ({
      id: group.id,
      title: group.title,
      intent: group.intent,
    })),
    pack: { id, title, version, licence_note },
  }
}
