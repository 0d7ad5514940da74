import { itemUrn } from '../../kernel/pack/manifest.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { type DemoRun, known, type Made } from './demo-run.ts'
import { type DemoDecision, type DemoOrigin, demoDecisions, demoFacts } from './statement-texts.ts'
import type { SystemIds } from './systems.ts'

/** The records that decisions lead to, by their key. */
export interface StatementGround {
  readonly systems: SystemIds
  readonly controls: ReadonlyMap<string, string>
  readonly risks: ReadonlyMap<string, string>
}

function originOf(origin: DemoOrigin, { risks }: StatementGround): object {
  if ('risk' in origin) return { kind: 'risk', record_id: known(risks, origin.risk) }
  if ('law' in origin) {
    const { manifest } = shippedPacks().regulation
    return { kind: 'law', requirement: itemUrn(manifest, 'obligation', origin.law) }
  }
  if ('contract' in origin) return { kind: 'contract', reference: origin.contract }
  return { kind: 'own_decision', reference: origin.own_decision }
}

async function decide(
  { run, person }: DemoRun,
  ground: StatementGround,
  row: Made,
  one: DemoDecision,
): Promise<void> {
  for (const origin of one.origins ?? [])
    await run('soa-row.add-origin', 'aims-manager', { id: row.id, ...originOf(origin, ground) })
  if (one.controls)
    await run('soa-row.set-controls', 'aims-manager', {
      id: row.id,
      control_ids: one.controls.map((key) => known(ground.controls, key)),
    })
  await run('soa-row.revise', 'aims-manager', {
    id: row.id,
    expected_version: row.version,
    changes: {
      applicable: one.excluded !== true,
      justification: one.why,
      ...(one.status && { status: one.status }),
      ...(one.owner && { owner_id: person(one.owner) }),
    },
  })
}

/** Works the Statement of Applicability about halfway, with one exclusion that the facts contradict. */
export async function seedStatement(demo: DemoRun, ground: StatementGround): Promise<void> {
  const { run } = demo
  await run('soa.start', 'aims-manager', {})
  const { items } = await run<{ items: (Made & { title: string })[] }>('soa-row.list', 'aims-manager', {
    limit: 200,
  })
  // A list shows no numbers, but every title of Annex A begins with its own.
  const rows = new Map(items.map((row) => [row.title.split(' ', 1)[0] ?? '', row]))
  await Promise.all([
    ...demoDecisions.map((one) => decide(demo, ground, known(rows, one.reference), one)),
    ...demoFacts.map(({ system, ...fact }) =>
      run('soa.state-fact', 'aims-manager', {
        ...fact,
        ai_system_id: system ? known(ground.systems, system) : null,
      }),
    ),
  ])
}
