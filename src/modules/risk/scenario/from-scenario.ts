import { OperationError } from '../../../kernel/contract/error.ts'
import { command } from '../../../platform/operations/handler.ts'
import { insertRecord } from '../../../platform/registers/write/write.ts'
import { packInUse } from '../../requirement/adoption/adoption.ts'
import { risk } from '../risk.ts'
import { deriveRisk } from '../risk-write-rules.ts'
import { createFromScenario } from '../standing/query-contract.ts'
import type { Risk, RiskTables } from '../tables.ts'

/** Starts a risk from a scenario: its numbers are there to begin with, none of them confirmed or reasoned. */
export const fromScenarioHandler = command<RiskTables>()(createFromScenario, async (tx, input) => {
  const { scenarios, categories } = (await packInUse(tx, 'ai_risk')).content
  const scenario = scenarios.find(({ id }) => id === input.scenario_id)
  if (!scenario)
    throw new OperationError('invalid-input', 'Nothing was created: no scenario has this number.', {
      issues: [{ path: 'scenario_id', message: 'no scenario has this number' }],
    })
  const own = tx.reach === 'own'
  if (own && input.owner_id && input.owner_id !== tx.actor.person_id)
    throw new OperationError(
      'not-permitted',
      'Nothing was created: your role lets you create only records that you own.',
    )
  const category = categories.find(({ id }) => id === scenario.category_id)
  const values = {
    title: scenario.title,
    owner_id: own ? tx.actor.person_id : (input.owner_id ?? null),
    ai_system_id: input.ai_system_id ?? null,
    category: scenario.category_id as Risk['category'],
    scenario_id: scenario.id,
    stages: scenario.stages as Risk['stages'],
    causes: scenario.causes,
    consequences: scenario.consequences,
    affected: scenario.affected,
    objectives: (category?.annex_c_objective_ids ?? []) as Risk['objectives'],
    key_risk_indicators: scenario.indicators,
    likelihood: scenario.likelihood,
    likelihood_confirmed: false,
    impact_organization: scenario.impact_organization,
    impact_organization_confirmed: false,
    impact_individuals: scenario.impact_individuals,
    impact_individuals_confirmed: false,
    impact_societies: scenario.impact_societies,
    impact_societies_confirmed: false,
  }
  const derived = await deriveRisk(tx, values, null, tx.actor.person_id)
  const created = await insertRecord(risk, tx, { ...values, ...derived }, tx.sources.newId())
  return tx.record(
    { event: 'risk.created', record_id: created.id, detail: { scenario_urn: created.scenario_urn } },
    created,
  )
})
