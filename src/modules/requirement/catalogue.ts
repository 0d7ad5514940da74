import { itemUrn, type Manifest } from '../../kernel/pack/manifest.ts'
import type { Packs } from '../../kernel/pack/pack.ts'

/** The frameworks whose requirements have pages of their own, by the id of their pack. */
export const frameworks = ['iso-42001-2023', 'eu-ai-act-2024-1689', 'nist-ai-rmf-1.0'] as const
export type Framework = (typeof frameworks)[number]

export const requirementKinds = ['clause', 'control', 'obligation', 'subcategory'] as const
export type RequirementKind = (typeof requirementKinds)[number]

/** A requirement as a list shows it. */
export interface RequirementEntry {
  readonly urn: string
  readonly framework: Framework
  readonly kind: RequirementKind
  /** The number the source itself uses, such as `A.5.2`; for duties of law, the article. */
  readonly ref: string
  readonly title: string
  readonly intent: string | null
  readonly group_id: string
  readonly owner_role: string | null
  readonly review_cadence: string | null
  readonly ai_roles: readonly string[]
}

/** A heading of a framework; groups nest by `parent_id`. */
export interface RequirementGroup {
  readonly id: string
  readonly framework: Framework
  readonly parent_id: string | null
  readonly title: string
  readonly intent: string | null
}

export interface Catalogue {
  readonly entries: readonly RequirementEntry[]
  readonly groups: readonly RequirementGroup[]
  readonly byUrn: ReadonlyMap<string, RequirementEntry>
}

/** The group that all duties of a law stand in: the source orders them by article. */
const dutiesGroup = 'duties'

type Iso = Packs['iso_42001']
type Nist = Packs['nist_ai_rmf']
type Law = Packs['regulation']

const urnOf = (manifest: Manifest, kind: RequirementKind, id: string) => itemUrn(manifest, kind, id)

function isoEntries({ manifest, content }: Iso): RequirementEntry[] {
  const practice = (one: Iso['content']['clauses'][number] | Iso['content']['controls'][number]) => ({
    framework: 'iso-42001-2023' as const,
    ref: one.id,
    title: one.title,
    intent: one.intent,
    owner_role: one.owner_role,
    review_cadence: one.review_cadence,
    ai_roles: one.ai_roles,
  })
  return [
    ...content.clauses.map((clause) => ({
      urn: urnOf(manifest, 'clause', clause.id),
      kind: 'clause' as const,
      group_id: clause.group_id,
      ...practice(clause),
    })),
    ...content.controls.map((control) => ({
      urn: urnOf(manifest, 'control', control.id),
      kind: 'control' as const,
      group_id: control.objective_id,
      ...practice(control),
    })),
  ]
}

/** An area stands above its objectives; an objective that is also its area makes one heading, not two. */
function isoGroups({ content }: Iso): RequirementGroup[] {
  const framework = 'iso-42001-2023' as const
  return [
    ...content.clause_groups.map((group) => ({ ...group, framework })),
    ...content.areas.flatMap((area) => {
      const objectives = content.objectives.filter(({ area_id }) => area_id === area.id)
      const headings = objectives.map(({ id, title, intent }) => ({
        id,
        framework,
        parent_id: id === area.id ? null : area.id,
        title,
        intent,
      }))
      if (headings.some(({ parent_id }) => parent_id === null)) return headings
      return [{ id: area.id, framework, parent_id: null, title: area.title, intent: null }, ...headings]
    }),
  ]
}

function lawEntries({ manifest, content }: Law): RequirementEntry[] {
  return content.obligations.map((duty) => ({
    urn: urnOf(manifest, 'obligation', duty.id),
    framework: 'eu-ai-act-2024-1689',
    kind: 'obligation',
    ref: duty.article,
    title: duty.title,
    intent: null,
    group_id: dutiesGroup,
    owner_role: null,
    review_cadence: null,
    ai_roles: [],
  }))
}

function nistEntries({ manifest, content }: Nist): RequirementEntry[] {
  return content.subcategories.map((one) => ({
    urn: urnOf(manifest, 'subcategory', one.id),
    framework: 'nist-ai-rmf-1.0',
    kind: 'subcategory',
    ref: one.id,
    title: one.outcome,
    intent: null,
    group_id: one.category_id,
    owner_role: null,
    review_cadence: null,
    ai_roles: [],
  }))
}

function nistGroups({ content }: Nist): RequirementGroup[] {
  const framework = 'nist-ai-rmf-1.0' as const
  return content.functions.flatMap(({ id, intent }) => [
    { id, framework, parent_id: null, title: id, intent },
    ...content.categories
      .filter(({ function_id }) => function_id === id)
      .map((category) => ({
        id: category.id,
        framework,
        parent_id: id,
        title: category.intent,
        intent: null,
      })),
  ])
}

const made = new WeakMap<Packs, Catalogue>()

/** Every requirement of the packs and the headings they stand under. Made once for each set of packs. */
export function catalogueOf(packs: Packs): Catalogue {
  const known = made.get(packs)
  if (known) return known
  const entries = [
    ...isoEntries(packs.iso_42001),
    ...lawEntries(packs.regulation),
    ...nistEntries(packs.nist_ai_rmf),
  ]
  const groups = [
    ...isoGroups(packs.iso_42001),
    {
      id: dutiesGroup,
      framework: 'eu-ai-act-2024-1689' as const,
      parent_id: null,
      title: packs.regulation.manifest.title,
      intent: null,
    },
    ...nistGroups(packs.nist_ai_rmf),
  ]
  const catalogue = { entries, groups, byUrn: new Map(entries.map((one) => [one.urn, one])) }
  made.set(packs, catalogue)
  return catalogue
}

/** Which requirements a list shows. Words match number, title and intent, each as a part. */
export function chosen(
  catalogue: Catalogue,
  by: { readonly framework?: Framework; readonly kind?: RequirementKind; readonly words?: string },
): RequirementEntry[] {
  const words = (by.words ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return catalogue.entries.filter((one) => {
    if (by.framework && one.framework !== by.framework) return false
    if (by.kind && one.kind !== by.kind) return false
    const text = `${one.ref} ${one.title} ${one.intent ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The headings of entries with those above them, in the order of the framework. */
export function groupsOf(catalogue: Catalogue, entries: readonly RequirementEntry[]): RequirementGroup[] {
  const key = (framework: string, id: string) => `${framework}/${id}`
  const byKey = new Map(catalogue.groups.map((group) => [key(group.framework, group.id), group]))
  const needed = new Set<RequirementGroup>()
  for (const entry of entries) {
    let group = byKey.get(key(entry.framework, entry.group_id))
    while (group) {
      needed.add(group)
      group = group.parent_id === null ? undefined : byKey.get(key(group.framework, group.parent_id))
    }
  }
  return catalogue.groups.filter((group) => needed.has(group))
}
