import { OperationError } from '../../kernel/contract/error.ts'
import { itemUrn } from '../../kernel/pack/manifest.ts'
import type { Packs } from '../../kernel/pack/pack.ts'
import { query } from '../../platform/operations/handler.ts'
import { packsInUse } from './adoption/adoption.ts'
import { catalogueOf, chosen, frameworks, groupsOf } from './catalogue.ts'
import { getRequirement, getScenario, listCrosswalk, listRequirements, listScenarios } from './contract.ts'
import { pageOf } from './page/page.ts'
import type { RequirementTables } from './tables.ts'

const reading = query<RequirementTables>()

const requirements = reading(listRequirements, async (scope, input) => {
  const packs = await packsInUse(scope)
  const catalogue = catalogueOf(packs)
  const items = chosen(catalogue, {
    ...(input.framework ? { framework: input.framework } : {}),
    ...(input.kind ? { kind: input.kind } : {}),
    ...(input.q ? { words: input.q } : {}),
  })
  const manifests = Object.values(packs).map(({ manifest }) => manifest)
  return {
    items: items.map((one) => ({ ...one, ai_roles: [...one.ai_roles] })),
    groups: groupsOf(catalogue, items),
    frameworks: frameworks.flatMap((framework) =>
      manifests
        .filter(({ id }) => id === framework)
        .map(({ title, version, licence_note }) => ({ id: framework, title, version, licence_note })),
    ),
  }
})

const requirement = reading(getRequirement, async (scope, input) => {
  const found = pageOf(await packsInUse(scope), input.urn)
  if (!found) throw new OperationError('not-found', 'No loaded pack holds a requirement of this name.')
  return { requirement: found }
})

type Scenario = Packs['ai_risk']['content']['scenarios'][number]

const shown = ({ manifest, content }: Packs['ai_risk'], scenario: Scenario) => ({
  urn: itemUrn(manifest, 'scenario', scenario.id),
  id: scenario.id,
  title: scenario.title,
  category_id: scenario.category_id,
  category_title: content.categories.find(({ id }) => id === scenario.category_id)?.title ?? '',
  stages: scenario.stages,
  likelihood: scenario.likelihood,
  impact_organization: scenario.impact_organization,
  impact_individuals: scenario.impact_individuals,
  impact_societies: scenario.impact_societies,
  control_ids: scenario.control_ids,
})

const scenarios = reading(listScenarios, async (scope, input) => {
  const pack = (await packsInUse(scope)).ai_risk
  const words = (input.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const items = pack.content.scenarios.filter((one) => {
    if (input.category && one.category_id !== input.category) return false
    if (input.stage && !one.stages.includes(input.stage)) return false
    if (input.control && !one.control_ids.includes(input.control)) return false
    const text = [one.id, one.title, ...one.causes, ...one.consequences].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return {
    items: items.map((one) => shown(pack, one)),
    categories: pack.content.categories.map(({ id, title }) => ({
      id,
      title,
      scenarios: items.filter(({ category_id }) => category_id === id).length,
    })),
  }
})

const scenario = reading(getScenario, async (scope, input) => {
  const packs = await packsInUse(scope)
  const found = packs.ai_risk.content.scenarios.find(({ id }) => id === input.id)
  if (!found) throw new OperationError('not-found', 'There is no risk scenario of this name.')
  const { causes, consequences, affected, indicators, control_ids } = found
  return {
    scenario: {
      ...shown(packs.ai_risk, found),
      causes,
      consequences,
      affected,
      indicators,
      controls: catalogueOf(packs)
        .entries.filter(({ kind, ref }) => kind === 'control' && control_ids.includes(ref))
        .map(({ urn, ref, title }) => ({ urn, ref, title })),
      pack_version: packs.ai_risk.manifest.version,
    },
  }
})

const crosswalk = reading(listCrosswalk, async (scope, input) => {
  const { mappings, frameworks: compared, relationships } = (await packsInUse(scope)).crosswalk.content
  const rows = mappings.filter(
    (row) =>
      (!input.requirement_id || row.requirement_id === input.requirement_id) &&
      (!input.framework_id || row.framework_id === input.framework_id) &&
      (!input.relationship || row.relationship === input.relationship),
  )
  const from = input.cursor === undefined ? 0 : rows.findIndex(({ id }) => id === input.cursor) + 1
  const items = rows.slice(from, from + input.limit)
  return {
    items,
    frameworks: compared.map(({ id, title }) => ({ id, title })),
    relationships: relationships.map(({ id, meaning, permitted_use }) => ({ id, meaning, permitted_use })),
    next_cursor: from + input.limit < rows.length ? (items.at(-1)?.id ?? null) : null,
  }
})

export const requirementHandlers = [requirements, requirement, scenarios, scenario, crosswalk]
