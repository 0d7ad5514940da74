import type { Role } from '../../kernel/access/role.ts'
import type { implementationStatuses } from '../../modules/statement-of-applicability/contract.ts'
import type { StorySystem } from './systems.ts'

/** Where an inclusion comes from: a risk by its scenario, a duty of law by its id, or words. */
export type DemoOrigin =
  | { readonly risk: string }
  | { readonly law: string }
  | { readonly contract: string }
  | { readonly own_decision: string }

/** The decision about one control of Annex A. */
export interface DemoDecision {
  readonly reference: string
  readonly why: string
  readonly origins?: readonly DemoOrigin[]
  readonly status?: (typeof implementationStatuses)[number]
  readonly owner?: Role
  /** Controls that carry it out, by their key. */
  readonly controls?: readonly string[]
  /** Left out of the statement; `why` says which facts make it so. */
  readonly excluded?: true
}

const board = { own_decision: 'Decision of the management meeting on the AI programme' } as const

/** About half of Annex A; the rest waits, as in any first year. */
export const demoDecisions: readonly DemoDecision[] = [
  {
    reference: 'A.2.2',
    why: 'People who choose and use AI here need one text that says what it may be used for.',
    origins: [board],
    status: 'operating',
    owner: 'aims-manager',
    controls: ['policy-review'],
  },
  {
    reference: 'A.2.3',
    why: 'Purchasing, privacy and security rules each touch AI and must not contradict the policy.',
    origins: [board],
    status: 'partial',
    owner: 'aims-manager',
    controls: ['policy-review'],
  },
  {
    reference: 'A.2.4',
    why: 'Uses and law change faster than the policy was written for.',
    origins: [board],
    status: 'operating',
    owner: 'aims-manager',
    controls: ['policy-review'],
  },
  {
    reference: 'A.3.2',
    why: 'Nobody can answer for a system when it is unclear whose it is.',
    origins: [{ risk: 'SUP-05' }, board],
    status: 'operating',
    owner: 'aims-manager',
    controls: ['named-roles'],
  },
  {
    reference: 'A.3.3',
    why: 'Staff see what goes wrong before any measurement does, and speak up only when it is safe.',
    origins: [board],
    status: 'partial',
    owner: 'aims-manager',
    controls: ['concerns'],
  },
  {
    reference: 'A.4.2',
    why: 'Systems in operation depend on data, tools and computing that someone else may change or end.',
    origins: [{ risk: 'DAT-03' }],
    status: 'partial',
    owner: 'ai-system-owner',
    controls: ['resources'],
  },
  {
    reference: 'A.4.3',
    why: 'Inspection planning fails quietly when a data source changes its format.',
    origins: [{ risk: 'DAT-03' }],
    status: 'partial',
    owner: 'ai-system-owner',
    controls: ['resources', 'data-origins'],
  },
  {
    reference: 'A.4.6',
    why: 'Whoever overrules a system must understand it and have the time to.',
    origins: [{ law: 'ob_literacy' }, { risk: 'OVS-01' }],
    status: 'not_started',
    owner: 'aims-manager',
  },
  {
    reference: 'A.5.2',
    why: 'Gate and counter systems touch people who did not choose them.',
    origins: [board],
    status: 'partial',
    owner: 'risk-owner',
    controls: ['impact-screening'],
  },
  {
    reference: 'A.5.3',
    why: 'A judgement about harm that was never written down cannot be looked at again.',
    origins: [board],
    status: 'partial',
    owner: 'risk-owner',
    controls: ['impact-screening'],
  },
  {
    reference: 'A.5.4',
    why: 'A wrong match at the gate costs a traveller a journey, and does not hit everyone alike.',
    origins: [{ risk: 'BIA-01' }],
    status: 'operating',
    owner: 'ai-system-owner',
    controls: ['group-test'],
  },
  {
    reference: 'A.6.1.2',
    why: 'Our own data team builds systems, so it needs goals that go beyond accuracy.',
    origins: [board],
    status: 'not_started',
    owner: 'ai-system-owner',
  },
  {
    reference: 'A.6.2.4',
    why: 'Differences between groups show only in tests that look for them.',
    origins: [{ risk: 'BIA-01' }, { risk: 'ROB-04' }],
    status: 'operating',
    owner: 'ai-system-owner',
    controls: ['group-test'],
  },
  {
    reference: 'A.6.2.5',
    why: 'A version that misbehaves must be gone within the hour.',
    origins: [board],
    status: 'operating',
    owner: 'ai-system-owner',
    controls: ['release-list'],
  },
  {
    reference: 'A.6.2.6',
    why: 'What a system learned from moves away from what it meets, unnoticed unless watched.',
    origins: [{ risk: 'DAT-03' }],
    status: 'operating',
    owner: 'ai-system-owner',
    controls: ['drift-watch', 'switch-off'],
  },
  {
    reference: 'A.6.2.8',
    why: 'Objections can be answered only if what was asked and answered can be found again.',
    origins: [{ risk: 'SEC-09' }, { contract: 'Framework agreement with the port authority, section 9' }],
    status: 'operating',
    owner: 'administrator',
    controls: ['event-logs'],
  },
  {
    reference: 'A.7.5',
    why: 'Several data sets were taken over without anyone knowing what they may be used for.',
    origins: [board],
    status: 'partial',
    owner: 'ai-system-owner',
    controls: ['data-origins'],
  },
  {
    reference: 'A.8.2',
    why: 'Visitors have to know that they write with a machine, and what it cannot do.',
    origins: [{ law: 'ob_50_1' }, { risk: 'TRA-01' }],
    status: 'partial',
    owner: 'ai-system-owner',
    controls: ['notices'],
  },
  {
    reference: 'A.9.2',
    why: 'General assistants reach every desk, and with them whatever is pasted into them.',
    origins: [{ risk: 'PRI-04' }, { risk: 'OVS-01' }],
    status: 'operating',
    owner: 'employee',
    controls: ['human-review'],
  },
  {
    reference: 'A.10.3',
    why: 'Most models here are bought, and change without our doing.',
    origins: [{ risk: 'SUP-05' }, { risk: 'SUP-06' }],
    status: 'not_started',
    owner: 'risk-owner',
    controls: ['supplier-review'],
  },
  {
    reference: 'A.10.4',
    why: 'No customer receives an AI system or service from us; the systems serve our own work and the public.',
    excluded: true,
    owner: 'aims-manager',
  },
  {
    reference: 'A.7.3',
    why: 'Decided when no model was trained here: all data came ready with bought systems. To be looked at again.',
    excluded: true,
    owner: 'aims-manager',
  },
]

/** Facts that no field of the inventory holds: of one system, or of the organization as a whole. */
export const demoFacts: readonly {
  readonly fact: string
  readonly system?: StorySystem
  readonly value: boolean
  readonly basis: string
}[] = [
  { fact: 'has_ai_customers', value: false, basis: 'List of services of the sales department' },
  { fact: 'trains', system: 'inspection', value: true, basis: 'Trained each spring by the data team' },
  { fact: 'uses_retrieval_data', system: 'chatbot', value: true, basis: 'Reads the published pages' },
  { fact: 'has_third_party_component', system: 'chatbot', value: true, basis: 'Runs on a bought model' },
  { fact: 'affects_external_persons', system: 'identity', value: true, basis: 'Travellers at the gate' },
]
