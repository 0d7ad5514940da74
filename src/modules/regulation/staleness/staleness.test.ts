import { beforeAll, describe, expect, it } from 'vitest'
import { giveAccount, samplePassword } from '../../../../test/harness/account.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import {
  answeredDetermination,
  type Made,
  newSystem,
  proposed,
  roleAnswers,
  vectorAnswers,
} from '../../../../test/harness/sample/regulation-samples.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { withClient } from '../../../platform/db/provision.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import type { Answers } from '../question/answer.ts'
import { outcomeOf } from '../question/outcome.ts'
import { rulesReason } from './staleness.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
let ours: TestOrganization

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources)
  await giveAccount(product, ours.actors['top-management'])
})

interface Reason {
  kind: string
  field?: string
  before?: unknown
  after?: unknown
}
interface View {
  stale: Reason[]
  approval: { statement: string } | null
}

const author = () => ours.actors['aims-manager']
const view = (id: string) => product.run<View>('determination.view', author(), { id })
const system = (values: object = {}) =>
  newSystem(product, author(), { owner_id: ours.actors['ai-system-owner'].person_id, ...values })

async function approved(kind: 'iso_roles' | 'eu_ai_act', answers: object, systemId: string): Promise<Made> {
  const draft = await answeredDetermination(product, author(), kind, answers, systemId)
  const one = await proposed(product, author(), draft)
  const { approval } = await view(one.id)
  return product.run<Made>('determination.approve', ours.actors['top-management'], {
    id: one.id,
    expected_version: one.version,
    signature: { statement: approval?.statement, password: samplePassword },
  })
}

const revise = ({ id, version }: Made, changes: object) =>
  product.run<Made>('ai-system.revise', author(), { id, expected_version: version, changes })

interface Work {
  id: string
  version: number
  operations: string[]
  outcomes: string[]
  title: string
  subject: { id: string } | null
  cause: { key: string; facts: Record<string, unknown> } | null
}
/** What waits for the owner of the system because of a determination. */
const work = async (determinationId: string): Promise<Work[]> => {
  const { items } = await product.run<{ items: Work[] }>('my-work.list', ours.actors['ai-system-owner'], {
    limit: '200',
  })
  return items.filter((item) => item.subject?.id === determinationId && item.cause?.key === 'changed')
}
const staleIds = async () => {
  const { items } = await product.run<{ items: { record: { id: string } }[] }>(
    'determination.stale',
    author(),
  )
  return items.map(({ record }) => record.id)
}

describe('a changed AI system', () => {
  it('makes its determination stale, names the field, and puts it into My work', async () => {
    const target = await system({ intended_purpose: 'Sorts letters.' })
    const one = await approved('eu_ai_act', vectorAnswers('T01'), target.id)
    expect((await view(one.id)).stale).toEqual([])
    expect(await work(one.id)).toEqual([])

    const renamed = await revise(target, { name: 'Renamed' })
    expect((await view(one.id)).stale).toEqual([])
    expect(await work(one.id)).toEqual([])

    const revised = await revise(renamed, { intended_purpose: 'Ranks applicants.' })
    expect((await view(one.id)).stale).toEqual([
      { kind: 'field', field: 'intended_purpose', before: 'Sorts letters.', after: 'Ranks applicants.' },
    ])
    expect(await staleIds()).toContain(one.id)
    expect(await work(one.id)).toMatchObject([
      { cause: { facts: { event: 'ai-system.revised', fields: ['intended_purpose'], kind: 'eu_ai_act' } } },
    ])

    const again = await revise(revised, { lifecycle_stage: 'operation' })
    expect(await work(one.id)).toMatchObject([
      { cause: { facts: { fields: ['intended_purpose', 'lifecycle_stage'] } } },
    ])

    await revise(again, { intended_purpose: 'Sorts letters.', lifecycle_stage: null })
    expect((await view(one.id)).stale).toEqual([])
    expect(await work(one.id)).toEqual([])
  })

  it('is noticed in a bulk change too, for exactly the systems that it changed', async () => {
    const [first, second, third] = [await system(), await system(), await system()]
    const one = await approved('eu_ai_act', vectorAnswers('T01'), first.id)
    const two = await approved('eu_ai_act', vectorAnswers('T01'), second.id)
    const other = await approved('eu_ai_act', vectorAnswers('T01'), third.id)
    const { operation_id } = await product.run<{ operation_id: string }>('ai-system.bulk', author(), {
      selection: { ids: [first.id, second.id] },
      changes: { uses_personal_data: true },
    })
    expect([await work(one.id), await work(two.id), await work(other.id)].map((list) => list.length)).toEqual(
      [1, 1, 0],
    )
    expect(await staleIds()).toEqual(expect.arrayContaining([one.id, two.id]))
    expect(await staleIds()).not.toContain(other.id)

    // What followed from the change follows from its undoing: no duty stands in the way, and none is left.
    await expect(product.run('trail.undo', author(), { id: operation_id })).resolves.toMatchObject({
      undone: 2,
    })
    expect(await staleIds()).not.toContain(one.id)
    expect([await work(one.id), await work(two.id)]).toEqual([[], []])
  })

  it('is never waved away: nobody completes the duty, and determining anew is what it offers', async () => {
    const target = await system()
    const one = await approved('eu_ai_act', vectorAnswers('T01'), target.id)
    await revise(target, { uses_personal_data: true })
    const [duty] = await work(one.id)
    expect(duty).toMatchObject({ operations: ['determination.start'], outcomes: [] })
    for (const outcome of ['done', 'no_change'])
      await expect(
        product.run('obligation.complete', ours.actors['ai-system-owner'], {
          id: duty?.id,
          expected_version: duty?.version,
          outcome,
          note: 'Looked at it.',
        }),
      ).rejects.toMatchObject({ kind: 'refused-by-rule', message: expect.stringMatching(/ends by itself/) })
    expect(await work(one.id)).toHaveLength(1)
  })

  it('ends the duty once a new determination is decided', async () => {
    const target = await system()
    const one = await approved('eu_ai_act', vectorAnswers('T01'), target.id)
    await revise(target, { uses_personal_data: true })
    expect(await work(one.id)).toHaveLength(1)
    const two = await approved('eu_ai_act', vectorAnswers('T01'), target.id)
    expect(await work(one.id)).toEqual([])
    expect((await view(two.id)).stale).toEqual([])
  })

  it('holds the ISO roles in the inventory against what was determined, and tells the EU class of new roles', async () => {
    const target = await system({ ai_roles: ['provider'] })
    const law = await approved('eu_ai_act', vectorAnswers('T01'), target.id)
    const roles = await approved('iso_roles', roleAnswers, target.id)
    expect((await view(roles.id)).stale).toEqual([])
    expect((await view(law.id)).stale).toMatchObject([
      { field: 'ai_roles', before: ['provider'], after: ['user'] },
    ])
    expect(await work(law.id)).toMatchObject([{ cause: { facts: { event: 'determination.approved' } } }])
    const { record } = await product.run<{ record: Made }>('ai-system.get', author(), { id: target.id })
    await revise(record, { ai_roles: ['producer'] })
    expect((await view(roles.id)).stale).toMatchObject([
      { field: 'ai_roles', before: ['user'], after: ['producer'] },
    ])
  })

  it('keeps a class whose answers said already what the roles beside it then confirm', async () => {
    const target = await system()
    const deployed = { ...vectorAnswers('T01'), roles: ['deployer'], deployer_kind: ['other'] }
    const law = await answeredDetermination(product, author(), 'eu_ai_act', deployed, target.id)
    const waiting = await proposed(product, author(), law)
    // Proposed together; the roles are decided first and fill in what the inventory did not know.
    await approved('iso_roles', { ...roleAnswers, contributes: ['evaluate'] }, target.id)
    const { record } = await product.run<{ record: { ai_roles: string[] } }>('ai-system.get', author(), {
      id: target.id,
    })
    expect(record.ai_roles).toEqual(['user', 'partner'])
    const seen = await view(waiting.id)
    expect(seen.stale).toEqual([])
    const signed = await product.run<{ state: string }>(
      'determination.approve',
      ours.actors['top-management'],
      {
        id: waiting.id,
        expected_version: waiting.version,
        signature: { statement: seen.approval?.statement, password: samplePassword },
      },
    )
    expect(signed.state).toBe('approved')
    expect(await work(waiting.id)).toEqual([])
  })

  it('refuses a class whose answers said otherwise than the roles that became known', async () => {
    const target = await system()
    const law = await answeredDetermination(product, author(), 'eu_ai_act', vectorAnswers('T01'), target.id)
    const waiting = await proposed(product, author(), law)
    await approved('iso_roles', roleAnswers, target.id)
    const seen = await view(waiting.id)
    expect(seen.stale).toMatchObject([{ field: 'ai_roles', before: null, after: ['user'] }])
    const refusal = await product
      .run('determination.approve', ours.actors['top-management'], {
        id: waiting.id,
        expected_version: waiting.version,
        signature: { statement: seen.approval?.statement, password: samplePassword },
      })
      .catch((error: Error) => error)
    expect(refusal).toMatchObject({ kind: 'refused-by-rule', facts: { stale: [{ field: 'ai_roles' }] } })
    expect(String(refusal)).toMatch(/the AI system changed since it was answered/)
    expect(String(refusal)).not.toMatch(/ai_roles/)
  })

  it('is not approved over: answers are looked at again first', async () => {
    const target = await system({ intended_purpose: 'Sorts letters.' })
    const draft = await answeredDetermination(product, author(), 'eu_ai_act', vectorAnswers('T01'), target.id)
    const changed = await revise(target, { intended_purpose: 'Ranks applicants.' })
    await expect(proposed(product, author(), draft)).rejects.toThrow(/changed since/)
    const looked = await product.run<Made>('determination.answer', author(), {
      id: draft.id,
      expected_version: draft.version,
      answers: {},
    })
    const one = await proposed(product, author(), looked)
    const { approval } = await view(one.id)
    await revise(changed, { intended_purpose: 'Ranks tenants.' })
    await expect(
      product.run('determination.approve', ours.actors['top-management'], {
        id: one.id,
        expected_version: one.version,
        signature: { statement: approval?.statement, password: samplePassword },
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule', facts: { stale: [{ field: 'intended_purpose' }] } })
  })
})

describe('a changed law', () => {
  const grounds = shippedPacks()
  const answers = vectorAnswers('T01') as Answers
  const determined = {
    kind: 'eu_ai_act' as const,
    answers,
    basis: { system_version: 1, fields: {} },
    outcome: outcomeOf('eu_ai_act', grounds, answers),
  }
  const later = (change: (content: typeof grounds.regulation.content) => void) => {
    const regulation = structuredClone(grounds.regulation)
    Object.assign(regulation.manifest, { version: '2.0.0', law_state_date: '2027-06-01' })
    change(regulation.content)
    return { ...grounds, regulation }
  }

  it('makes a determination stale when the same answers give something else, and says what', () => {
    const moved = later((content) => {
      for (const date of content.law_dates) if (date.id === 'hr_annex3') date.from = '2028-12-02'
    })
    expect(rulesReason(determined, moved)).toMatchObject({
      to_version: '2.0.0',
      from_law_state_date: '2026-11-21',
      to_law_state_date: '2027-06-01',
      changes: expect.arrayContaining([
        { what: 'date', id: 'ob_rms', before: '2027-12-02', after: '2028-12-02' },
      ]),
    })
    const dropped = later((content) => {
      content.obligations = content.obligations.filter(({ id }) => id !== 'ob_rms')
    })
    expect(rulesReason(determined, dropped)?.changes).toMatchObject([
      { what: 'obligation', id: 'ob_rms', after: null },
    ])
  })

  it('leaves it as it is when nothing follows from the change', () => {
    expect(
      rulesReason(
        determined,
        later(() => undefined),
      ),
    ).toBeUndefined()
    expect(rulesReason(determined, grounds)).toBeUndefined()
  })

  it('is shown for every system before it is adopted', async () => {
    const target = await system()
    const one = await approved('eu_ai_act', vectorAnswers('T01'), target.id)
    // As if it had been made when the law's dates stood earlier.
    await withClient(adminUrl, async (client) => {
      await client.query('alter table app.determination disable trigger capture')
      await client.query(
        `update app.determination set outcome = replace(outcome::text, '2027-12-02', '2026-08-02')::jsonb || '{"law_state_date": "2026-01-01", "rule_version": "0.9.0"}'
         where id = $1`,
        [one.id],
      )
      await client.query('alter table app.determination enable trigger capture')
    })
    const seen: { determination_id: string; changes: { what: string }[] }[] = []
    let cursor: string | null = null
    do {
      const page: { items: typeof seen; next_cursor: string | null; law_state_date: string } =
        await product.run('determination.rerun-preview', author(), {
          limit: '2',
          ...(cursor ? { cursor } : {}),
        })
      seen.push(...page.items)
      cursor = page.next_cursor
    } while (cursor)
    expect(seen.map(({ determination_id }) => determination_id)).toEqual([one.id])
    expect(seen[0]?.changes).toContainEqual({
      what: 'date',
      id: 'ob_rms',
      before: '2026-08-02',
      after: '2027-12-02',
    })
    expect((await view(one.id)).stale).toMatchObject([{ kind: 'rules', from_law_state_date: '2026-01-01' }])
  })
})
