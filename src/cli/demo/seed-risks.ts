import { type DemoRun, known, type Made } from './demo-run.ts'
import { type DemoAction, type DemoPlan, type DemoRisk, demoRisks } from './risk-texts.ts'
import type { SystemIds } from './systems.ts'

const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'] as const

interface Read {
  readonly id: string
  readonly version: number
  readonly inherent_level: string | null
}

/** The records that risks refer to, by their key. */
export interface RiskGround {
  readonly systems: SystemIds
  readonly controls: ReadonlyMap<string, string>
}

const readRisk = async ({ run }: DemoRun, id: string) =>
  (await run<{ record: Read }>('risk.get', 'aims-manager', { id })).record

async function revise(demo: DemoRun, id: string, changes: object): Promise<Made> {
  const { version } = await readRisk(demo, id)
  return demo.run('risk.revise', 'aims-manager', { id, expected_version: version, changes })
}

const assessment = ({ numbers, why, people, vulnerable, legal }: NonNullable<DemoRisk['assessed']>) => ({
  ...Object.fromEntries(
    judged.flatMap((one, index) => [
      [one, numbers[index]],
      [`${one}_rationale`, why[index]],
      [`${one}_confirmed`, true],
    ]),
  ),
  affected_people: people,
  vulnerable_people: vulnerable ?? false,
  breaches_legal_duty: legal ?? false,
  prohibited_practice: false,
  legal_duty_unmet: false,
  impact_assessment_missing: false,
  safety_stop_untested: false,
})

async function planAction(demo: DemoRun, ground: RiskGround, riskId: string, one: DemoAction): Promise<Made> {
  return demo.run('treatment-action.create', 'aims-manager', {
    title: one.title,
    risk_id: riskId,
    option: one.option,
    owner_id: demo.person(one.owner),
    due_on: demo.day(one.due),
    control_id: one.control && known(ground.controls, one.control),
    consequence_means: one.means,
    contract_reference: one.contract,
    evidence_note: one.done,
    effect_note: one.effect,
  })
}

/** Carries an action as far as its text says; somebody who neither owns nor wrote it finds it effective. */
async function carryOut({ step }: DemoRun, made: Made, one: DemoAction): Promise<void> {
  const at = await step(
    'treatment-action',
    'aims-manager',
    made,
    ...(one.under_way || one.done ? ['start'] : []),
    ...(one.done ? ['complete'] : []),
  )
  if (one.effect) await step('treatment-action', 'internal-auditor', at, 'confirm')
}

async function treat(demo: DemoRun, ground: RiskGround, id: string, plan: DemoPlan): Promise<void> {
  const { run, step, signature } = demo
  const actions = await Promise.all(plan.actions.map((one) => planAction(demo, ground, id, one)))
  const [likelihood, organization, individuals, societies] = plan.residual?.numbers ?? []
  const chosen = await revise(demo, id, {
    treatment_option: plan.option,
    treatment_rationale: plan.why,
    target_level: plan.target,
    ...(plan.residual && {
      residual_likelihood: likelihood,
      residual_impact_organization: organization,
      residual_impact_individuals: individuals,
      residual_impact_societies: societies,
      residual_rationale: plan.residual.why,
    }),
  })
  await step('risk', 'aims-manager', chosen, 'plan')
  if (!plan.approves) return
  const asked = await run<{ version: number; statement: string }>('risk.plan-statement', plan.approves, {
    id,
  })
  await run('risk.approve-plan', plan.approves, {
    id,
    expected_version: asked.version,
    reason: 'The steps fit the cause, and each has somebody who answers for it.',
    signature: signature(plan.approves, asked.statement),
  })
  await Promise.all(
    plan.actions.map((one, index) => {
      const made = actions[index]
      return made ? carryOut(demo, made, one) : undefined
    }),
  )
  if (plan.verifying) await step('risk', 'aims-manager', await readRisk(demo, id), 'verify')
}

interface Asked {
  readonly version: number
  readonly statement: string
  readonly consult: readonly {
    readonly role: string
    readonly candidates: readonly { readonly person_id: string }[]
  }[]
}

async function accept(
  { run, day, signature }: DemoRun,
  id: string,
  { by, days, reason, opinion }: NonNullable<DemoRisk['accepted']>,
): Promise<void> {
  const expires_on = day(days)
  const asked = await run<Asked>('risk.acceptance-statement', by, { id, expires_on })
  await run('risk.accept', by, {
    id,
    expected_version: asked.version,
    expires_on,
    reason,
    consulted: asked.consult.flatMap(({ role, candidates }) =>
      candidates.slice(0, 1).map(({ person_id }) => ({ role, person_id, opinion })),
    ),
    signature: signature(by, asked.statement),
  })
}

async function seedRisk(demo: DemoRun, ground: RiskGround, one: DemoRisk): Promise<string> {
  const { id } = await demo.run('risk.from-scenario', 'aims-manager', {
    scenario_id: one.scenario,
    ai_system_id: one.system && known(ground.systems, one.system),
    owner_id: demo.person(one.owner),
  })
  if (!one.assessed) return id
  const numbered = await revise(demo, id, assessment(one.assessed))
  await demo.step('risk', 'aims-manager', numbered, 'assess')
  if (one.plan) await treat(demo, ground, id, one.plan)
  if (one.accepted) await accept(demo, id, one.accepted)
  return id
}

/** Risks in every state that a first year brings. @returns ids by the number of their scenario. */
export async function seedRisks(demo: DemoRun, ground: RiskGround): Promise<ReadonlyMap<string, string>> {
  const made = await Promise.all(
    demoRisks.map(async (one) => [one.scenario, await seedRisk(demo, ground, one)] as const),
  )
  return new Map(made)
}
