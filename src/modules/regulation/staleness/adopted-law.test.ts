import { beforeAll, expect, it } from 'vitest'
import { giveAccount, samplePassword } from '../../../../test/harness/account.ts'
import {
  answeredDetermination,
  type Made,
  newSystem,
  proposed,
  vectorAnswers,
} from '../../../../test/harness/sample/regulation-samples.ts'
import { makeTwoOrganizations } from '../../../../test/harness/two-organizations.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { adoptedBefore } from '../../requirement/adoption/adopted-before.fixture.ts'

// From the adoption of another law state, through the door that people use, to the work of whoever owns the AI systems
// that it classifies otherwise.
const { product, ours, theirs } = await makeTwoOrganizations()
const { run } = product

interface Item {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly subject: { readonly id: string } | null
  readonly cause: { readonly facts: Readonly<Record<string, unknown>> } | null
  readonly operations: readonly string[]
}

/** The law as an earlier version of the product knew it: the duties of high-risk systems began sooner. */
function earlierLaw(): Pack<'regulation'> {
  const old = structuredClone(shippedPacks().regulation)
  Object.assign(old.manifest, { version: '0.9.0', law_state_date: '2026-01-01' })
  for (const date of old.content.law_dates) if (date.id === 'hr_annex3') date.from = '2026-08-02'
  return old
}

beforeAll(async () => {
  await giveAccount(product, ours.actors['top-management'])
  await adoptedBefore(product, ours, earlierLaw())
})

const author = () => ours.actors['aims-manager']
const owner = () => ours.actors['ai-system-owner']
const workOf = async (actor = owner()): Promise<readonly Item[]> =>
  (await run<{ items: Item[] }>('my-work.list', actor, { limit: 200 })).items.filter(({ operations }) =>
    operations.includes('determination.start'),
  )
const classified = (vector: string, systemId: string) =>
  answeredDetermination(product, author(), 'eu_ai_act', vectorAnswers(vector), systemId)

async function approve(draft: Made): Promise<Made> {
  const one = await proposed(product, author(), draft)
  const { approval } = await run<{ approval: { statement: string } }>('determination.view', author(), {
    id: one.id,
  })
  return run<Made>('determination.approve', ours.actors['top-management'], {
    id: one.id,
    expected_version: one.version,
    signature: { statement: approval.statement, password: samplePassword },
  })
}
const system = () => newSystem(product, author(), { owner_id: owner().person_id })

it('brings what the new law decides otherwise to the work of its owner, until it is determined anew', async () => {
  const [moved, same] = [await system(), await system()]
  const highRisk = await approve(await classified('T01', moved.id))
  await approve(await classified(minimalVector(), same.id))
  expect(await workOf()).toEqual([])

  const { content_hash } = await run<{ content_hash: string }>('pack.preview-update', author(), {
    pack_id: shippedPacks().regulation.manifest.id,
  })
  await run('pack.adopt', author(), { pack_id: shippedPacks().regulation.manifest.id, content_hash })

  const items = await workOf()
  expect(items).toMatchObject([
    {
      title: 'Classify anew under the EU AI Act',
      subject: { id: highRisk.id },
      cause: { facts: { event: 'pack.adopted', fields: [], ai_system_id: moved.id } },
    },
  ])
  for (const actor of [author(), ours.actors['risk-owner'], ...Object.values(theirs.actors)])
    expect(await workOf(actor)).toEqual([])
  const [duty] = items
  await expect(
    run('obligation.complete', owner(), {
      id: duty?.id,
      expected_version: duty?.version,
      outcome: 'no_change',
      note: 'The date moved only.',
    }),
  ).rejects.toMatchObject({ kind: 'refused-by-rule' })

  await approve(await classified('T01', moved.id))
  expect(await workOf()).toEqual([])
})

/** A worked classification that no date of the changed law reaches. */
function minimalVector(): string {
  const found = shippedPacks().regulation.content.test_vectors.find(({ tier }) => tier === 'minimal')
  if (!found) throw new Error('The pack has no worked classification as minimal.')
  return found.id
}
