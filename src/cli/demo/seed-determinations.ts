import type { Role } from '../../kernel/access/role.ts'
import type { DeterminationKind } from '../../modules/regulation/determination.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { type DemoRun, known, type Made } from './demo-run.ts'
import type { StorySystem, SystemIds } from './systems.ts'

interface Determined {
  readonly system: StorySystem
  readonly kind: DeterminationKind
  readonly answers: Readonly<Record<string, unknown>>
  readonly rationale: string
  /** Who decides; nobody yet when it only waits. */
  readonly decides?: Role
}

const bought = {
  builds: ['none'],
  answers_for_build: 'no',
  supplies: 'no',
  uses: 'yes',
  contributes: ['none'],
}
const built = {
  builds: ['design', 'train', 'verify'],
  answers_for_build: 'yes',
  supplies: 'no',
  uses: 'yes',
  contributes: ['none'],
}

const roles: readonly Determined[] = [
  {
    system: 'writing',
    kind: 'iso_roles',
    answers: bought,
    rationale: 'Bought by subscription and used as delivered.',
    decides: 'aims-manager',
  },
  {
    system: 'translation',
    kind: 'iso_roles',
    answers: bought,
    rationale: 'A public service that staff use for everyday notices.',
    decides: 'aims-manager',
  },
  {
    system: 'inspection',
    kind: 'iso_roles',
    answers: built,
    rationale: 'Designed, trained and tested by the data team; nobody outside receives it.',
    decides: 'aims-manager',
  },
  {
    system: 'chatbot',
    kind: 'iso_roles',
    answers: { ...built, builds: ['implement', 'verify'], supplies: 'yes' },
    rationale: 'Assembled on a bought model and offered to visitors of the site under our name.',
    decides: 'top-management',
  },
  {
    system: 'logs',
    kind: 'iso_roles',
    answers: built,
    rationale: 'Built and run by the security team for its own work.',
    decides: 'aims-manager',
  },
  {
    system: 'identity',
    kind: 'iso_roles',
    answers: { ...bought, contributes: ['evaluate'] },
    rationale: 'Operated by a partner; we test its error rates and use its results at the gate.',
  },
]

const lawful: readonly Determined[] = [
  {
    system: 'writing',
    kind: 'eu_ai_act',
    answers: { eu_nexus: ['deployer_in_eu'], roles: ['deployer'], deployer_kind: ['other'] },
    rationale: 'Suggests wording to the author of a text, who decides. It touches nobody else.',
    decides: 'top-management',
  },
  {
    system: 'chatbot',
    kind: 'eu_ai_act',
    answers: {
      eu_nexus: ['deployer_in_eu'],
      roles: ['provider', 'deployer'],
      art50: ['interacts_with_people', 'generates_synthetic_content'],
      deployer_kind: ['other'],
    },
    rationale: 'Answers questions of visitors in free text. It decides nothing about them.',
    decides: 'top-management',
  },
  {
    system: 'identity',
    kind: 'eu_ai_act',
    answers: {
      eu_nexus: ['deployer_in_eu'],
      roles: ['deployer'],
      annex3: ['7d'],
      profiling: true,
      deployer_kind: ['public_body'],
    },
    rationale: 'Recognizes travellers at the gate by their faces, which the annex names.',
  },
]

async function determine(demo: DemoRun, systems: SystemIds, one: Determined): Promise<void> {
  const { run, step, signature } = demo
  const { vector_defaults } = shippedPacks().regulation.content
  const draft = await run('determination.start', 'ai-system-owner', {
    ai_system_id: known(systems, one.system),
    kind: one.kind,
  })
  const answered = await run('determination.answer', 'ai-system-owner', {
    id: draft.id,
    expected_version: draft.version,
    answers: one.kind === 'eu_ai_act' ? { ...vector_defaults, ...one.answers } : one.answers,
    rationale: one.rationale,
  })
  const { id, version } = await step('determination', 'ai-system-owner', answered, 'propose')
  if (!one.decides) return
  const { approval } = await run<{ approval: { statement: string } | null }>(
    'determination.view',
    one.decides,
    { id },
  )
  await run('determination.approve', one.decides, {
    id,
    expected_version: version,
    sign_offs: [],
    signature: signature(one.decides, approval?.statement ?? ''),
  })
}

/** How far each system goes after its roles are known. */
const submitted: readonly { readonly system: StorySystem; readonly approved: boolean }[] = [
  { system: 'writing', approved: true },
  { system: 'translation', approved: true },
  { system: 'logs', approved: true },
  { system: 'inspection', approved: false },
]

const record = async ({ run }: DemoRun, id: string) =>
  (await run<{ record: Made }>('ai-system.get', 'aims-manager', { id })).record

/**
 * Determines ISO roles and EU AI Act classes. Afterwards the purpose of one system changes, so that what was determined
 * about it no longer holds.
 */
export async function seedDeterminations(demo: DemoRun, systems: SystemIds): Promise<void> {
  await Promise.all(roles.map((one) => determine(demo, systems, one)))
  await Promise.all(lawful.map((one) => determine(demo, systems, one)))
  await Promise.all(
    submitted.map(async ({ system, approved }) => {
      const before = await record(demo, known(systems, system))
      const made = await demo.step('ai-system', 'ai-system-owner', before, 'submit')
      if (approved) await demo.step('ai-system', 'top-management', made, 'approve')
    }),
  )
  const { id, version } = await record(demo, known(systems, 'chatbot'))
  await demo.run('ai-system.revise', 'ai-system-owner', {
    id,
    expected_version: version,
    changes: {
      intended_purpose:
        'Answers questions about assessments from published pages, and since this month also drafts the reply to an objection for a case worker.',
    },
  })
}
