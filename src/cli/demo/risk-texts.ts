import type { Role } from '../../kernel/access/role.ts'
import type { RiskLevel } from '../../modules/risk/contract.ts'
import type { StorySystem } from './systems.ts'

type Four<T> = readonly [likelihood: T, organization: T, individuals: T, societies: T]

/** One step of a treatment plan. */
export interface DemoAction {
  readonly title: string
  readonly option: 'modify_likelihood' | 'modify_consequence' | 'share'
  readonly owner: Role
  /** A control of the demo, by its key. */
  readonly control?: string
  readonly means?: 'stop' | 'fallback' | 'remedy' | 'limits'
  readonly contract?: string
  /** Days from today; negative: it was due before. */
  readonly due: number
  /** What shows that it was done; without it the action is planned or under way. */
  readonly done?: string
  readonly under_way?: boolean
  /** How its effect was checked, and what was found. */
  readonly effect?: string
}

export interface DemoPlan {
  readonly option: DemoAction['option']
  readonly why: string
  readonly target: RiskLevel
  readonly actions: readonly DemoAction[]
  /** The four numbers that remain, and why. */
  readonly residual?: { readonly numbers: Four<number>; readonly why: string }
  /** Who approves it; nobody yet when absent. */
  readonly approves?: Role
  /** All of it is done and its effect is being checked. */
  readonly verifying?: boolean
}

/** A risk of the demo: a scenario of the pack on one of its systems. */
export interface DemoRisk {
  readonly scenario: string
  readonly system?: StorySystem
  readonly owner: Role
  readonly assessed?: {
    readonly numbers: Four<number>
    readonly why: Four<string>
    readonly people: number
    readonly vulnerable?: boolean
    readonly legal?: boolean
  }
  readonly plan?: DemoPlan
  /** Accepted by this person for so many days, because. */
  readonly accepted?: {
    readonly by: Role
    readonly days: number
    readonly reason: string
    readonly opinion: string
  }
}

export const demoRisks: readonly DemoRisk[] = [
  { scenario: 'ENV-01', system: 'assistant', owner: 'ai-system-owner' },
  { scenario: 'SUP-06', system: 'translation', owner: 'risk-owner' },
  { scenario: 'LEG-03', system: 'identity', owner: 'risk-owner' },
  { scenario: 'SEC-02', system: 'search', owner: 'ai-system-owner' },
  {
    scenario: 'PRI-04',
    system: 'assistant',
    owner: 'ai-system-owner',
    assessed: {
      numbers: [4, 4, 3, 1],
      why: [
        'Two uploads of client files were blocked last month.',
        'Client contracts ask for secrecy; one breach could end a contract.',
        'Names and case numbers of clients could become known.',
        'Nobody outside the clients concerned would notice.',
      ],
      people: 2_000,
    },
  },
  {
    scenario: 'TRA-01',
    system: 'chatbot',
    owner: 'ai-system-owner',
    assessed: {
      numbers: [2, 3, 2, 1],
      why: [
        'The notice stands above the first answer, but not in the pop-up window.',
        'A complaint to the authority is likely if it stays so.',
        'Visitors would trust an answer more than they should.',
        'No effect beyond single visitors.',
      ],
      people: 18_000,
      legal: true,
    },
  },
  {
    scenario: 'GOV-01',
    owner: 'aims-manager',
    assessed: {
      numbers: [4, 3, 3, 2],
      why: [
        'Network logs show six services that the inventory does not hold.',
        'Duties towards clients may be missed without anyone knowing.',
        'Outcomes for people are not watched in such tools.',
        'Limited by the size of the organization.',
      ],
      people: 400,
    },
  },
  {
    scenario: 'OVS-01',
    system: 'photos',
    owner: 'ai-system-owner',
    assessed: {
      numbers: [3, 3, 3, 2],
      why: [
        'In a sample of fifty, every suggestion was followed within five seconds.',
        'Rejected photos return as complaints and cost time.',
        'A wrong rejection delays a document by weeks.',
        'Groups photographed badly would be delayed more often.',
      ],
      people: 9_000,
    },
    plan: {
      option: 'modify_likelihood',
      why: 'Reviewers who see the photo first disagree more often with a wrong suggestion.',
      target: 'low',
      actions: [
        {
          title: 'Show the suggestion only after the reviewer has judged',
          option: 'modify_likelihood',
          control: 'human-review',
          owner: 'ai-system-owner',
          due: 60,
        },
        {
          title: 'Mix known errors into the queue and count what is caught',
          option: 'modify_likelihood',
          owner: 'employee',
          due: 90,
        },
      ],
    },
  },
  {
    scenario: 'SUP-05',
    system: 'translation',
    owner: 'aims-manager',
    assessed: {
      numbers: [3, 3, 2, 1],
      why: [
        'The terms name nobody who answers for a wrong translation.',
        'A misread notice would fall back on the organization.',
        'A client could miss a date and would be given another one.',
        'No wider effect.',
      ],
      people: 600,
    },
    plan: {
      option: 'share',
      why: 'The supplier can find faults in its service that we cannot.',
      target: 'low',
      actions: [
        {
          title: 'Agree who corrects what, and how fast',
          option: 'share',
          contract: 'Service agreement, annex 4 (draft)',
          control: 'supplier-review',
          owner: 'aims-manager',
          due: 75,
        },
      ],
    },
  },
  {
    scenario: 'BIA-01',
    system: 'identity',
    owner: 'ai-system-owner',
    assessed: {
      numbers: [3, 4, 4, 3],
      why: [
        'Error rates differ by 1.7 points between age groups in the last test.',
        'Turning travellers away wrongly would reach the press and the courts.',
        'A wrong match means questioning and a missed journey.',
        'The same groups would be stopped again and again.',
      ],
      people: 90_000,
    },
    plan: {
      option: 'modify_likelihood',
      why: 'The difference comes from images taken in poor light, which can be kept out.',
      target: 'moderate',
      approves: 'top-management',
      residual: {
        numbers: [3, 4, 4, 3],
        why: 'The threshold holds releases back; the cause is still there until the light is measured.',
      },
      actions: [
        {
          title: 'Hold back a release while error rates differ by more than two points',
          option: 'modify_likelihood',
          control: 'group-test',
          owner: 'ai-system-owner',
          due: 20,
          under_way: true,
        },
        {
          title: 'Measure the light at each gate and set a minimum',
          option: 'modify_likelihood',
          owner: 'employee',
          due: -6,
          under_way: true,
        },
      ],
    },
  },
  {
    scenario: 'ROB-04',
    system: 'chatbot',
    owner: 'ai-system-owner',
    assessed: {
      numbers: [4, 3, 3, 2],
      why: [
        'In eleven of two hundred questions the answer named a rule that does not exist.',
        'A wrong answer in writing binds the organization in practice.',
        'A visitor may miss a date or pay too much.',
        'Trust in published answers would suffer.',
      ],
      people: 18_000,
    },
    plan: {
      option: 'modify_consequence',
      why: 'Wrong answers cannot be ruled out, but they can be caught before they bind anyone.',
      target: 'moderate',
      approves: 'top-management',
      residual: {
        numbers: [4, 2, 2, 2],
        why: 'A case worker sees every answer that states an amount or a date before it is sent.',
      },
      actions: [
        {
          title: 'Send answers with amounts or dates through a case worker',
          option: 'modify_consequence',
          means: 'limits',
          control: 'human-review',
          owner: 'employee',
          due: 10,
          done: 'Routing is live; forty files were checked.',
        },
        {
          title: 'Answer only with a link to the page it rests on',
          option: 'modify_likelihood',
          owner: 'ai-system-owner',
          due: -12,
        },
      ],
    },
  },
  {
    scenario: 'DAT-03',
    system: 'inspection',
    owner: 'risk-owner',
    assessed: {
      numbers: [3, 3, 2, 1],
      why: [
        'One of four sources has announced a new format for spring.',
        'Inspections would be planned by hand for some weeks.',
        'Some sites would be visited later than usual.',
        'No noticeable effect.',
      ],
      people: 300,
    },
    plan: {
      option: 'modify_likelihood',
      why: 'A second source costs little and is already known.',
      target: 'low',
      approves: 'top-management',
      residual: {
        numbers: [3, 3, 2, 1],
        why: 'Until the second source is connected nothing is lower than before.',
      },
      actions: [
        {
          title: 'Connect a second source and compare both for a month',
          option: 'modify_likelihood',
          control: 'data-origins',
          owner: 'ai-system-owner',
          due: 70,
          under_way: true,
        },
      ],
    },
  },
  {
    scenario: 'SEC-09',
    system: 'logs',
    owner: 'administrator',
    assessed: {
      numbers: [2, 4, 3, 1],
      why: [
        'One key was found in a notebook; a scan found no other.',
        'With it, somebody could read what the system reads.',
        'Names in log entries could become known.',
        'No wider effect.',
      ],
      people: 250,
    },
    plan: {
      option: 'modify_likelihood',
      why: 'Keys that are short-lived and scanned for lose their worth quickly.',
      target: 'low',
      approves: 'risk-owner',
      verifying: true,
      residual: {
        numbers: [2, 4, 3, 1],
        why: 'Both steps are done, but their effect is not proven yet, so nothing counts as lower.',
      },
      actions: [
        {
          title: 'Scan every change for keys before it is merged',
          option: 'modify_likelihood',
          control: 'release-list',
          owner: 'administrator',
          due: 15,
          done: 'The scan runs on all eleven repositories.',
          effect: 'Three planted keys were all found.',
        },
        {
          title: 'Replace long-lived keys by ones that last a day',
          option: 'modify_likelihood',
          control: 'event-logs',
          owner: 'administrator',
          due: 25,
          done: 'The last long-lived key was withdrawn.',
        },
      ],
    },
  },
  {
    scenario: 'PRI-05',
    system: 'writing',
    owner: 'ai-system-owner',
    assessed: {
      numbers: [2, 3, 3, 1],
      why: [
        'The supplier keeps texts for thirty days; nothing longer was found.',
        'Clients could ask why their texts are kept at all.',
        'Drafts may hold names and opinions about people.',
        'No wider effect.',
      ],
      people: 120,
    },
    accepted: {
      by: 'risk-owner',
      days: 180,
      reason: 'Thirty days are needed to trace faults. The contract ends the keeping when we ask for it.',
      opinion: 'Agreed, as long as no case files are pasted in.',
    },
  },
]
