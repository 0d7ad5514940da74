import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization } from '../../../../test/harness/organization.ts'
import { makeTwoOrganizations } from '../../../../test/harness/two-organizations.ts'
import { JobRunner } from '../../../platform/jobs/job-runner.ts'
import { jobsOf } from '../../../platform/module.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { modules } from '../../index.ts'
import { adoptedBefore } from './adopted-before.fixture.ts'
import { earlierProgramme, earlierScenarios, earlierStandard } from './doctored-packs.fixture.ts'

// The product has moved on while an organization worked with what it had: a doctored pair of each pack, on the real
// database, through the doors that people use.
const { database, product, ours } = await makeTwoOrganizations()
const { run } = product
const manager = () => ours.actors['aims-manager']
const standard = 'iso-42001-2023'

interface Record_ {
  readonly id: string
  readonly version: number
}
interface Preview {
  readonly content_hash: string
  readonly added: readonly { readonly id: string }[]
  readonly removed: readonly { readonly id: string }[]
  readonly changed: readonly { readonly id: string; readonly fields: readonly string[] }[]
  readonly affected: readonly {
    readonly register: string
    readonly title: string
    readonly items: readonly string[]
  }[]
  readonly affected_count: number
}
interface Row extends Record_ {
  readonly reference: string
  readonly requirement: string | null
  readonly objective_id: string | null
  readonly applicable: boolean | null
  readonly justification: string | null
}

const preview = (pack_id: string, actor = manager()) =>
  run<Preview>('pack.preview-update', actor, { pack_id })
const adopt = async (pack_id: string) =>
  run('pack.adopt', manager(), { pack_id, content_hash: (await preview(pack_id)).content_hash })
const statement = () =>
  run<{ statement: { rows: Row[] }; row_versions: Record<string, number> }>('soa.get', manager())
const rowOf = async (reference: string) =>
  (await statement()).statement.rows.find((one) => one.reference === reference)
const controlTitles = async () =>
  (
    await run<{ items: { ref: string; title: string }[] }>('requirement.list', manager(), {
      framework: standard,
      kind: 'control',
    })
  ).items

const dropped = 'urn:plumbline:iso-42001:2023:control:A.10.9'
const renamed = 'urn:plumbline:iso-42001:2023:control:A.5.2'
let control: Record_
let risk: Record_ & { readonly scenario_urn: string }

beforeAll(async () => {
  await adoptedBefore(product, ours, earlierStandard())
  await adoptedBefore(product, ours, earlierScenarios())
  await run('soa.start', manager())
  const row = await rowOf('A.10.9')
  await run('soa-row.revise', manager(), {
    id: row?.id,
    expected_version: (await statement()).row_versions[row?.id ?? ''],
    changes: { applicable: false, justification: 'We buy nothing of the kind.' },
  })
  control = await run<Record_>('control.create', manager(), {
    name: 'Second look',
    requirements: [dropped, renamed],
  })
  risk = await run('risk.from-scenario', manager(), { scenario_id: 'OLD-01' })
})

describe('before an update is adopted', () => {
  it('everything goes on with the version that was adopted', async () => {
    const shown = await controlTitles()
    expect(shown.map(({ ref }) => ref)).toContain('A.10.9')
    expect(shown.map(({ ref }) => ref)).not.toContain('A.10.4')
    expect(shown.find(({ ref }) => ref === 'A.5.2')?.title).toBe('Process of assessing impact')
    expect(await rowOf('A.10.4')).toBeUndefined()
    expect(risk.scenario_urn).toContain('OLD-01')
  })

  it('shows what it changes, and which of the organization’s own records name that', async () => {
    const shown = await preview(standard)
    expect(shown.added.map(({ id }) => id)).toEqual(['A.10.4'])
    expect(shown.removed.map(({ id }) => id)).toEqual(['A.10.9'])
    expect(shown.changed).toMatchObject([{ id: 'A.5.2', fields: ['title'] }])
    expect(shown.affected.map(({ register, items }) => [register, items.toSorted()])).toEqual([
      ['control', [dropped, renamed]],
      ['soa-row', [dropped]],
      ['soa-row', [renamed]],
    ])
    expect(shown.affected_count).toBe(3)
    const scenarios = await preview('ai-risk')
    expect(scenarios.affected).toMatchObject([{ register: 'risk', title: 'A danger of its time' }])
  })

  it('shows another organization nothing of it', async () => {
    const theirs = await makeOrganization(database, product.sources, 'Theirs')
    expect(await preview(standard, theirs.actors['aims-manager'])).toMatchObject({
      added: [],
      changed: [],
      affected: [],
      affected_count: 0,
    })
  })
})

describe('once an update is adopted', () => {
  beforeAll(async () => {
    await adopt(standard)
    await adopt('ai-risk')
  })

  it('the statement has the new control, and keeps what was decided about the one that is gone', async () => {
    expect(await rowOf('A.10.4')).toMatchObject({ applicable: null, objective_id: 'A.10' })
    expect(await rowOf('A.10.9')).toMatchObject({
      requirement: dropped,
      objective_id: null,
      applicable: false,
      justification: 'We buy nothing of the kind.',
    })
    expect((await controlTitles()).find(({ ref }) => ref === 'A.5.2')?.title).not.toBe(
      'Process of assessing impact',
    )
  })

  it('links and origins stay, and their records can be worked on', async () => {
    const revised = await run<Record_ & { requirements: string[] }>('control.revise', manager(), {
      id: control.id,
      expected_version: control.version,
      changes: { description: 'Somebody else looks.' },
    })
    expect(revised.requirements).toEqual([dropped, renamed])
    // What is gone is not linked anew.
    await expect(
      run('control.create', manager(), { name: 'Third look', requirements: [dropped] }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    const kept = await run<typeof risk>('risk.revise', manager(), {
      id: risk.id,
      expected_version: risk.version,
      changes: { description: 'Seen once more.' },
    })
    expect(kept.scenario_urn).toBe(risk.scenario_urn)
    await expect(run('risk.from-scenario', manager(), { scenario_id: 'OLD-01' })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  })
})

it('keeps what an organization works with from its beginning, so that a later product changes nothing unseen', async () => {
  const fresh = await makeOrganization(database, product.sources, 'Fresh')
  const jobs = new JobRunner({
    database,
    runner: product.runner,
    jobs: jobsOf(modules).filter(({ name }) => name === 'pack.adopt-first'),
    sources: product.sources,
  })
  await jobs.runDue()
  const { items } = await run<{ items: { id: string; adoption: { version: string; adopted_by: null } }[] }>(
    'pack.list',
    fresh.actors.employee,
  )
  expect(items.map(({ id, adoption }) => [id, adoption.version, adoption.adopted_by])).toEqual(
    Object.values(shippedPacks()).map(({ manifest }) => [manifest.id, manifest.version, null]),
  )
})

it('looks at records as often as the adopted programme says, until the newer one is adopted', async () => {
  await adoptedBefore(product, ours, earlierProgramme())
  const approved = async (edition: string) => {
    const draft = await run<Record_>('policy.create', manager(), {
      title: 'AI policy',
      edition,
      location: 'https://intranet.example.org/ai-policy',
      effective_on: '2026-11-21',
      review_on: '2029-01-01',
      commitments: ['meet_applicable_requirements', 'continual_improvement'],
    })
    const asked = await run<Record_>('policy.submit', manager(), {
      id: draft.id,
      expected_version: draft.version,
    })
    await run('policy.approve', ours.actors['top-management'], {
      id: asked.id,
      expected_version: asked.version,
    })
    const { items } = await run<{ items: { subject_id: string; due_on: string }[] }>(
      'obligation.list',
      manager(),
      { limit: 200 },
    )
    return items.filter(({ subject_id }) => subject_id === draft.id).map(({ due_on }) => due_on)
  }
  expect(await approved('1')).toEqual(['2027-05-24'])
  const shown = await preview('programme')
  expect(shown.changed.map(({ id }) => id)).toEqual(['RC13'])
  expect(shown.affected).toMatchObject([{ register: 'obligation', items: ['RC13'] }])
  await adopt('programme')
  expect(await approved('2')).toEqual(['2027-11-22'])
})
