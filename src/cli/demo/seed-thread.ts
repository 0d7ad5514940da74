import type { Role } from '../../kernel/access/role.ts'
import { type DemoRun, known } from './demo-run.ts'
import type { StatementGround } from './seed-statement.ts'
import type { StorySystem } from './systems.ts'

interface Version {
  readonly system: StorySystem
  readonly values: Readonly<Record<string, string>>
  readonly released?: number
}

const versions: readonly Version[] = [
  {
    system: 'chatbot',
    values: {
      label: '1.4',
      change_kind: 'configuration',
      change_summary: 'Answers name the page they rest on.',
      source_revision: 'release-1.4',
    },
    released: -34,
  },
  {
    system: 'chatbot',
    values: {
      label: '2.0',
      change_kind: 'new_model',
      change_summary: 'Moves to the newer model of the same supplier; drafts replies to objections.',
      source_revision: 'release-2.0-rc1',
    },
  },
  {
    system: 'inspection',
    values: {
      label: '2026 spring',
      change_kind: 'retrained',
      change_summary: 'Trained again with the visits of last year.',
      source_revision: 'model-2026-03',
    },
    released: -12,
  },
]

/** Releases of systems; one is still planned. */
export async function seedVersions(
  { run, step, person, day }: DemoRun,
  systems: StatementGround['systems'],
): Promise<void> {
  for (const { system, values, released } of versions) {
    const made = await run('ai-system-version.create', 'ai-system-owner', {
      ...values,
      system_id: known(systems, system),
      owner_id: person('ai-system-owner'),
      ...(released !== undefined && { released_on: day(released) }),
    })
    if (released !== undefined) await step('ai-system-version', 'ai-system-owner', made, 'release')
  }
}

const comments: readonly { readonly system: StorySystem; readonly by: Role; readonly body: string }[] = [
  {
    system: 'chatbot',
    by: 'risk-owner',
    body: 'The new purpose drafts replies to people who object. Please look at the class again before 2.0 is released.',
  },
  {
    system: 'chatbot',
    by: 'ai-system-owner',
    body: 'Agreed. Release 2.0 waits until the determination is renewed.',
  },
  {
    system: 'identity',
    by: 'internal-auditor',
    body: 'For my sample I will need the test report by age group, not only the total.',
  },
]

const duties: readonly {
  readonly title: string
  readonly kind: string
  readonly subject: StorySystem
  readonly owner: Role
  readonly due: number
  readonly done?: string
}[] = [
  {
    title: 'Say whether replies to objections may be drafted by a machine',
    kind: 'decision',
    subject: 'chatbot',
    owner: 'risk-owner',
    due: 9,
  },
  {
    title: 'Read the supplier’s new terms and note what changes',
    kind: 'reading',
    subject: 'translation',
    owner: 'ai-system-owner',
    due: -4,
  },
  {
    title: 'Look through twenty files that were decided with the photo check',
    kind: 'review',
    subject: 'photos',
    owner: 'employee',
    due: 16,
  },
  {
    title: 'Confirm who may read the event logs',
    kind: 'review',
    subject: 'logs',
    owner: 'administrator',
    due: 3,
    done: 'Two people, as before; one account of a former colleague was closed.',
  },
]

/** What people ask of each other besides what cadences and events ask. */
export async function seedDuties({ run, person, day }: DemoRun, systems: StatementGround['systems']) {
  for (const { title, kind, subject, owner, due, done } of duties) {
    const { id, version } = await run('obligation.create', 'aims-manager', {
      title,
      kind,
      origin: 'request',
      subject_id: known(systems, subject),
      owner_id: person(owner),
      due_on: day(due),
    })
    if (done)
      await run('obligation.complete', owner, { id, expected_version: version, outcome: 'done', note: done })
  }
}

/** Links that no field holds, so that a record shows its thread in both directions. */
export async function seedThread({ run }: DemoRun, { systems, controls, risks }: StatementGround) {
  for (const { system, by, body } of comments)
    await run('ai-system.comment', by, { id: known(systems, system), body })
  const links: readonly (readonly [from: string, register: string, to: string, relation: string])[] = [
    [known(systems, 'chatbot'), 'ai-system', known(systems, 'search'), 'depends_on'],
    [known(systems, 'identity'), 'ai-system', known(systems, 'photos'), 'relates_to'],
    [known(risks, 'ROB-04'), 'risk', known(risks, 'TRA-01'), 'relates_to'],
    [known(risks, 'BIA-01'), 'risk', known(controls, 'group-test'), 'depends_on'],
    [known(risks, 'OVS-01'), 'risk', known(controls, 'human-review'), 'depends_on'],
  ]
  for (const [id, register, to_id, relation] of links)
    await run(`${register}.link`, 'aims-manager', { id, to_id, relation })
}
