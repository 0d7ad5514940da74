import { OperationError } from '../../kernel/contract/error.ts'
import { itemUrn } from '../../kernel/pack/manifest.ts'
import { isBlank, stillMissing } from '../../kernel/register/still-missing.ts'
import { type SharedScope, writableTablesIn } from '../../platform/operations/scope.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import type { WriteRules } from '../../platform/registers/write/write-rules.ts'
import { todayIn } from '../../platform/work/today.ts'
import { packInUse } from '../requirement/adoption/adoption.ts'
import { assertAcceptorApart, newOwner } from './acceptance/acceptor-apart.ts'
import { labelsOf } from './label.ts'
import type { risk } from './risk.ts'
import { settleScenario } from './scenario/scenario-duty.ts'
import { allowedSteps, residualFaults } from './score/residual.ts'
import { judged } from './score/scale.ts'
import { scoreOf } from './score/score.ts'
import { criteriaContentOf, criteriaInForce, factsOf } from './standing/load-facts.ts'
import { inherentOf, planned, residualOf, treatingControls } from './standing/standing.ts'
import type { Risk, RiskTables } from './tables.ts'
import { planFault } from './treatment/plan-rules.ts'

type Values = Partial<Risk>

/** What an assessment consists of: it stands as it was made until the risk is reopened. */
const assessment = [
  ...judged.flatMap((one) => [one, `${one}_rationale`, `${one}_confirmed`] as const),
  'vulnerable_people',
  'affected_people',
  'scale_raises',
  'breaches_legal_duty',
  'ai_system_id',
  'category',
] as const satisfies readonly (keyof Risk)[]

const invalid = (path: string, message: string) =>
  new OperationError('invalid-input', `Nothing was changed. ${path}: ${message}.`, {
    issues: [{ path, message }],
  })

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
const isOpen = (state: string | undefined) => state === undefined || state === 'draft' || state === 'reopened'

function checkConfirmations(after: Values): void {
  for (const one of judged) {
    if (!after[`${one}_confirmed`]) continue
    if (after[one] == null) throw invalid(one, 'there is no number to confirm yet')
    if (isBlank(after[`${one}_rationale`]))
      throw invalid(`${one}_rationale`, 'say why this number, then confirm it')
  }
}

async function checkResidual(tx: SharedScope, after: Values, before: Risk | null): Promise<void> {
  const parts = [
    'residual_likelihood',
    'residual_impact_organization',
    'residual_impact_individuals',
    'residual_impact_societies',
  ] as const
  if (parts.every((part) => after[part] == null)) return
  const watched: readonly (keyof Risk)[] = [...parts, 'residual_rationale', 'target_level', ...assessment]
  if (before && watched.every((part) => same(after[part], before[part]))) return
  const missing = parts.find((part) => after[part] == null)
  if (missing) throw invalid(missing, 'the residual risk takes all four numbers')
  const inherent = inherentOf(after)
  if (!inherent || !before?.inherent_level)
    throw invalid('residual_likelihood', 'there is no residual risk before the inherent one is evaluated')
  if (!after.target_level) throw invalid('target_level', 'say which level treatment aims at first')
  if (isBlank(after.residual_rationale)) throw invalid('residual_rationale', 'say why this much risk remains')
  const residual = residualOf(after)
  if (!residual) return
  const facts = await factsOf(tx, { ...before, ...after } as Risk)
  for (const { part, wanted, allowed } of residualFaults(
    inherent,
    residual,
    allowedSteps(treatingControls(facts.actions, facts.controls)),
  ))
    throw invalid(
      part === 'likelihood' ? 'residual_likelihood' : `residual_impact_${part}`,
      `the controls of the plan support ${allowed} ${allowed === 1 ? 'step' : 'steps'} below the inherent value, not ${wanted}`,
    )
  const raised = parts.find((part) => {
    const from = part.replace('residual_', '') as (typeof judged)[number]
    return (after[part] ?? 0) > (after[from] ?? 0)
  })
  if (raised) throw invalid(raised, 'treatment leaves no more risk than there was')
}

/** The computed fields of a risk, for values as they are about to be written. */
export async function deriveRisk(
  tx: SharedScope,
  after: Values,
  before: Risk | null,
  personId: string,
): Promise<Values> {
  const derived: Values = {}
  if (before)
    for (const one of judged)
      if (!same(after[one], before[one]) && same(after[`${one}_rationale`], before[`${one}_rationale`]))
        derived[`${one}_confirmed`] = false
  const scenario = after.scenario_id ?? null
  derived.scenario_urn = scenario ? itemUrn(shippedPacks().ai_risk.manifest, 'scenario', scenario) : null

  const assessing = after.state === 'assessed' && before !== null && isOpen(before.state)
  let criteria = after.criteria_id ? await criteriaContentOf(tx, after.criteria_id) : undefined
  const inherent = inherentOf(after)
  const raising = {
    vulnerable_people: after.vulnerable_people ?? null,
    affected_people: after.affected_people ?? null,
    scale_raises: after.scale_raises ?? null,
    breaches_legal_duty: after.breaches_legal_duty ?? null,
  }
  if (isOpen(after.state) || assessing) {
    const current = await criteriaInForce(tx)
    criteria = inherent ? current?.content : undefined
    const score =
      inherent && criteria ? scoreOf(inherent.likelihood, inherent.impacts, raising, criteria) : undefined
    derived.criteria_id = (score && current?.id) ?? null
    derived.inherent_impact = score?.impact ?? null
    derived.inherent_score = score?.score ?? null
    derived.inherent_level = score?.level ?? null
  }
  if (assessing) {
    derived.assessed_by_id = personId
    derived.assessed_on = await todayIn(tx)
  }
  const residual = residualOf(after)
  const left =
    residual && criteria ? scoreOf(residual.likelihood, residual.impacts, raising, criteria) : undefined
  derived.residual_impact = left?.impact ?? null
  derived.residual_score = left?.score ?? null
  derived.residual_level = left?.level ?? null
  return derived
}

/** What is special about writing risks. */
export const riskRules: WriteRules<typeof risk, RiskTables> = {
  locks: [
    {
      in: ['assessed', 'treatment_planned', 'treating', 'verifying', 'accepted', 'closed'],
      fields: assessment,
      because: 'an assessment stands as it was made. Reopen the risk, saying why, and assess it again.',
    },
  ],
  check: async (tx, after, before) => {
    // A risk keeps the scenario it started from, also when a later version of the pack has left it out.
    if (after.scenario_id && after.scenario_id !== before?.scenario_id) {
      const { scenarios } = (await packInUse(tx, 'ai_risk')).content
      if (!scenarios.some(({ id }) => id === after.scenario_id))
        throw invalid('scenario_id', 'no scenario has this number')
    }
    checkConfirmations(after)
    await checkResidual(tx, after, before)
    await assertAcceptorApart(tx, newOwner(after, before))
  },
  derive: (tx, after, before) => deriveRisk(tx, after, before, tx.actor.person_id),
  guards: {
    assess: async (tx, one) => {
      if (!(await criteriaInForce(tx)))
        return 'no risk criteria are in force. Have top management approve some first.'
      const open = judged.filter((part) => !one[`${part}_confirmed`])
      const unknown = (['vulnerable_people', 'affected_people', 'breaches_legal_duty'] as const).filter(
        (part) => one[part] === null,
      )
      return stillMissing([
        [!one.owner_id, 'name an owner of the risk'],
        [open.length > 0, `confirm these numbers, with a reason each: ${labelsOf(open)}`],
        [unknown.length > 0, `answer what raises the impact: ${labelsOf(unknown)}`],
      ])
    },
    plan: async (tx, one) => planFault(await factsOf(tx, one)),
    verify: async (tx, one) => {
      const steps = planned((await factsOf(tx, one)).actions)
      const left = steps.filter(({ state }) => state !== 'done' && state !== 'effective').length
      return left > 0 ? `${left} of ${steps.length} treatment actions are not done yet.` : undefined
    },
    close: async (_tx, one) =>
      one.cause_gone
        ? undefined
        : 'a risk is closed only when its cause no longer exists. If it does, say so on the risk; otherwise have it accepted.',
  },
  followUp: async (tx, after, before) => {
    if (before?.state === after.state) return
    if (before && after.state === 'assessed') await settleScenario(tx, after.id)
    if (after.state === 'closed') await settleScenario(tx, after.id, 'The risk is closed.')
    if (after.state !== 'reopened' && after.state !== 'closed') return
    await writableTablesIn<RiskTables>(tx)
      .updateTable('app.risk_acceptance')
      .set({ ended_at: tx.now.toISOString(), ended_because: after.state })
      .where('risk_id', '=', after.id)
      .where('ended_at', 'is', null)
      .execute()
  },
}
