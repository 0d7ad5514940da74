import type { Role } from '../../kernel/access/role.ts'
import type { OwnerRole } from '../../modules/organization/contract.ts'
import type { CriteriaContent } from '../../modules/risk/contract.ts'
import type { DemoRun, Made } from './demo-run.ts'

interface Appointed {
  readonly title: string
  readonly holder: Role
  readonly role: OwnerRole
  readonly [more: string]: unknown
}

const appointments: readonly Appointed[] = [
  {
    title: 'AIMS manager',
    holder: 'aims-manager',
    role: 'aims_manager',
    responsibilities: ['aims_conformity', 'performance_reporting'],
    limits: 'Keeps the management system and reports its performance to the chief executive each quarter.',
  },
  {
    title: 'AI risk owner',
    holder: 'risk-owner',
    role: 'ai_risk_owner',
    acceptance_limit: 'moderate',
    limits: 'Accepts moderate AI risks for up to a year. Higher ones go to the chief executive.',
  },
  { title: 'Owner of AI systems', holder: 'ai-system-owner', role: 'ai_system_owner' },
  { title: 'Lead of machine learning', holder: 'ai-system-owner', role: 'ml_engineering_lead' },
  { title: 'Internal auditor of the AIMS', holder: 'internal-auditor', role: 'internal_auditor' },
  { title: 'Security lead', holder: 'administrator', role: 'security_lead' },
  {
    title: 'Voice of the people affected',
    holder: 'employee',
    role: 'ai_ethics_lead',
    limits: 'Is heard before a high risk to people is accepted. Decides nothing alone.',
  },
]

/** Gives duties and authority to people: nobody appoints themselves. */
export async function seedAppointments({ run, step, person, day }: DemoRun): Promise<void> {
  const draft = (author: Role, { holder, ...values }: Appointed) =>
    run('appointment.create', author, { ...values, person_id: person(holder), from_on: day(-90) })
  const executive = await draft('administrator', {
    title: 'Accountable executive',
    holder: 'top-management',
    role: 'top_management',
    limits: 'Answers for the management system as a whole. Appointed by the board.',
  })
  await step('appointment', 'aims-manager', executive, 'appoint')
  await Promise.all(
    appointments.map(async (one) =>
      step('appointment', 'top-management', await draft('aims-manager', one), 'appoint'),
    ),
  )
  await draft('aims-manager', {
    title: 'Data steward (to be confirmed)',
    holder: 'ai-system-owner',
    role: 'data_steward',
  })
}

/** A scope that top management signs. */
export async function seedScope({ run, step, person, day, signature }: DemoRun): Promise<Made> {
  const draft = await run('scope-statement.create', 'aims-manager', {
    title: 'Scope of the AI management system',
    edition: '1',
    owner_id: person('aims-manager'),
    statement:
      'The management system covers every AI system that Harbor Services builds, buys or uses to schedule port calls, inspect cargo and handle cases of the port community.',
    boundaries:
      'It begins where an AI system is first proposed and ends where it is retired and its data are deleted or handed over. Models run by suppliers are inside as far as the organization chooses, configures and watches them.',
    units: ['Harbor Services', 'Data and machine learning', 'Customer service', 'Inspections'],
    included: 'All AI systems of the inventory, pilots and general assistants used at work among them.',
    excluded:
      'Forecasting spreadsheets without learning, and devices whose AI the organization cannot configure.',
    climate_relevant: true,
    climate_reason:
      'Heavier weather shifts the data that scheduling learned from, and computing takes energy.',
    review_on: day(300),
  })
  const { id, version } = await step('scope-statement', 'aims-manager', draft, 'submit')
  const { statement } = await run<{ statement: string }>('scope-statement.approval', 'top-management', { id })
  return run('scope-statement.approve', 'top-management', {
    id,
    expected_version: version,
    signature: signature('top-management', statement),
  })
}

/** An approved policy, and the draft of another that is still being written. */
export async function seedPolicies({ run, step, person, day }: DemoRun): Promise<Made> {
  const policy = await run('policy.create', 'aims-manager', {
    title: 'AI policy',
    edition: '2026-1',
    owner_id: person('aims-manager'),
    location: 'Document library, folder Policies, file AI-policy-2026-1',
    summary:
      'Says what the organization uses AI for, what it will not do with it, who decides, and how anyone can object to an outcome.',
    commitments: [
      'meet_applicable_requirements',
      'continual_improvement',
      'framework_for_objectives',
      'fits_purpose',
      'responsible_use',
      'human_oversight',
    ],
    effective_on: day(-60),
    review_on: day(305),
  })
  const submitted = await step('policy', 'aims-manager', policy, 'submit')
  const approved = await step('policy', 'top-management', submitted, 'approve')
  await run('policy.create', 'aims-manager', {
    title: 'Rules for general assistants at work',
    edition: 'draft 3',
    owner_id: person('aims-manager'),
    summary: 'What may be given to an assistant, and which of its answers need a second look.',
  })
  return approved
}

/** Risk criteria from the pack's defaults, with the points that the pack leaves to the organization decided. */
export async function seedCriteria({ run, person, day, signature, step }: DemoRun): Promise<void> {
  const draft = await run('risk-criteria.create', 'aims-manager', {
    title: 'AI risk criteria 2026',
    owner_id: person('aims-manager'),
    basis:
      'Starts from the defaults of the scenario pack. Appetite was discussed with the heads of department.',
    review_on: day(330),
  })
  const { id } = draft
  const { content } = await run<{ content: CriteriaContent }>('risk-criteria.content', 'aims-manager', { id })
  const set = await run('risk-criteria.set-content', 'aims-manager', {
    id,
    expected_version: draft.version,
    content: {
      ...content,
      appetite: { ...content.appetite, MIS: 'low', DAT: 'moderate', GOV: 'moderate' },
      annual_revenue: { amount: 48_000_000, currency: 'EUR' },
      revenue_bands_set: true,
    },
  })
  const submitted = await step('risk-criteria', 'aims-manager', set, 'submit')
  const { statement } = await run<{ statement: string }>('risk-criteria.approval', 'top-management', { id })
  await run('risk-criteria.approve', 'top-management', {
    id,
    expected_version: submitted.version,
    signature: signature('top-management', statement),
  })
}
