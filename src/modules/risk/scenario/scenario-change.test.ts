import { beforeAll, describe, expect, it } from 'vitest'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { adoptedBefore } from '../../requirement/adoption/adopted-before.fixture.ts'
import { earlierScenarios } from '../../requirement/adoption/doctored-packs.fixture.ts'
import { type Made, makeRiskProduct } from '../risk.fixture.ts'

// From the adoption of new content, through the door that people use, to the work of whoever owns what it changes.
const product = await makeRiskProduct()
const { run, held } = product
const author = () => held.ours.actors['aims-manager']
const owner = () => held.ours.actors['risk-owner']
const [changed, untouched] = shippedPacks().ai_risk.content.scenarios

interface Item {
  readonly subject: { readonly id: string } | null
  readonly cause: { readonly key: string; readonly facts: { readonly fields?: readonly string[] } } | null
  readonly operations: readonly string[]
}

const workAbout = async (id: string, actor = owner()): Promise<readonly Item[]> =>
  (await run<{ items: Item[] }>('my-work.list', actor, { limit: 200 })).items.filter(
    ({ subject, cause }) => subject?.id === id && cause?.key === 'scenario_changed',
  )
const changesOf = async (id: string) =>
  (
    await run<{ scenario_changes: { field: string; before: unknown; after: unknown }[] }>(
      'risk.standing',
      author(),
      { id },
    )
  ).scenario_changes
const begin = (scenario_id: string | undefined) =>
  run<Made>('risk.from-scenario', author(), {
    scenario_id,
    owner_id: owner().person_id,
    ai_system_id: held.systemId,
  })
const read = async (id: string) =>
  (await run<{ record: Made & Record<string, unknown> }>('risk.get', author(), { id })).record
async function assess(id: string): Promise<Made> {
  const { version } = await read(id)
  const parts = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies']
  const judged = Object.fromEntries(
    parts.flatMap((one) => [
      [`${one}_rationale`, 'Seen in similar systems'],
      [`${one}_confirmed`, true],
    ]),
  )
  const facts = { vulnerable_people: false, affected_people: 100, breaches_legal_duty: false }
  const revised = await run<Made>('risk.revise', author(), {
    id,
    expected_version: version,
    changes: { ...judged, ...facts },
  })
  return run<Made>('risk.assess', author(), { id, expected_version: revised.version })
}
const step = async (verb: string, id: string, more: object = {}) =>
  run<Made>(`risk.${verb}`, author(), { id, expected_version: (await read(id)).version, ...more })

async function adopt(): Promise<void> {
  const { content_hash } = await run<{ content_hash: string }>('pack.preview-update', author(), {
    pack_id: 'ai-risk',
  })
  await run('pack.adopt', author(), { pack_id: 'ai-risk', content_hash })
}

let assessedRisk: Made
let draft: Made
let closed: Made
let other: Made
let own: Made
/** The version that was adopted before the one that the product brings. */
let old: Pack<'ai_risk'>

beforeAll(async () => {
  old = earlierScenarios()
  await adoptedBefore(product, held.ours, old)
  assessedRisk = await assess((await begin(changed?.id)).id)
  draft = await begin(changed?.id)
  closed = await assess((await begin(changed?.id)).id)
  await run('risk.revise', author(), {
    id: closed.id,
    expected_version: closed.version,
    changes: { cause_gone: true },
  })
  await step('close', closed.id, { reason: 'The system is gone.' })
  other = await assess((await begin(untouched?.id)).id)
  own = await product.create()
})

describe('risks whose scenario new content changes', () => {
  it('hold as long as the content stays that was adopted', async () => {
    expect(await changesOf(assessedRisk.id)).toEqual([])
    expect(await workAbout(assessedRisk.id)).toEqual([])
  })

  it('are stale from its adoption on, and wait for their owner; no others are', async () => {
    await adopt()
    const before = old.content.scenarios[0]?.likelihood
    for (const { id } of [assessedRisk, draft]) {
      expect(await changesOf(id)).toEqual([{ field: 'likelihood', before, after: changed?.likelihood }])
      expect(await workAbout(id)).toMatchObject([
        { operations: ['risk.assess'], cause: { facts: { fields: ['likelihood'] } } },
      ])
    }
    for (const { id } of [closed, other, own]) {
      expect(await changesOf(id)).toEqual([])
      expect(await workAbout(id)).toEqual([])
    }
    for (const actor of Object.values(held.theirs.actors))
      expect(await workAbout(assessedRisk.id, actor)).toEqual([])
  })

  it('hold again once they are assessed anew, and nothing else ends the duty', async () => {
    const [waiting] = (
      await run<{ items: { id: string; version: number; origin: string; subject_id: string }[] }>(
        'obligation.list',
        author(),
        { limit: 200, columns: 'origin,subject_id,state' },
      )
    ).items.filter(
      ({ origin, subject_id }) => origin === 'risk.scenario-changed' && subject_id === assessedRisk.id,
    )
    await expect(
      run('obligation.complete', owner(), {
        id: waiting?.id,
        expected_version: waiting?.version,
        outcome: 'no_change',
        note: 'Looks the same to me.',
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await step('reopen', assessedRisk.id, { reason: 'Its scenario changed.' })
    expect(await changesOf(assessedRisk.id)).toHaveLength(1)
    await assess(assessedRisk.id)
    expect(await changesOf(assessedRisk.id)).toEqual([])
    expect(await workAbout(assessedRisk.id)).toEqual([])
    expect(await workAbout(draft.id)).toHaveLength(1)
  })
})
