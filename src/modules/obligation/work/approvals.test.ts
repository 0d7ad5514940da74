import { beforeAll, describe, expect, it } from 'vitest'
import { giveAccount, samplePassword } from '../../../../test/harness/account.ts'
import type { Made } from '../../../../test/harness/made.ts'
import { appoint, wholeCriteria } from '../../../../test/harness/sample/risk-samples.ts'
import { approveBasis, decideAll, startStatement } from '../../../../test/harness/sample/soa-samples.ts'
import { makeTwoOrganizations } from '../../../../test/harness/two-organizations.ts'
import { roles } from '../../../kernel/access/role.ts'
import type { Actor } from '../../../platform/operations/scope.ts'

// What top management signs waits in the work of those who may sign it, from when it is submitted until it is signed or
// taken back; and of nobody else.
const { product, ours, theirs } = await makeTwoOrganizations()
const { run } = product

interface Item {
  readonly id: string
  readonly source: string
  readonly title: string
  readonly operations: readonly string[]
}

const manager = () => ours.actors['aims-manager']
const top = () => ours.actors['top-management']
const at = ({ id, version }: Made, more: object = {}) => ({ id, expected_version: version, ...more })
const waitsFor = async (actor: Actor, operation: string): Promise<readonly Item[]> =>
  (await run<{ items: Item[] }>('my-work.list', actor, { limit: 200 })).items.filter(({ operations }) =>
    operations.includes(operation),
  )
const ids = async (actor: Actor, operation: string) => (await waitsFor(actor, operation)).map(({ id }) => id)

/** Everyone of the organization but one person, also with all access roles at once. */
const others = () =>
  Object.values(ours.actors).flatMap((actor) =>
    actor.person_id === top().person_id ? [] : [actor, { ...actor, roles: [...roles] }],
  )

beforeAll(async () => {
  await giveAccount(product, top())
  const by = { author: ours.actors.administrator, appointer: manager() }
  await appoint(product, by, { person_id: top().person_id, role: 'top_management' })
})

interface Signed {
  readonly operation: string
  /** Submitted by the AIMS manager. */
  readonly submitted: () => Promise<Made>
  readonly takeBack: (one: Made) => Promise<unknown>
  readonly again: (one: Made) => Promise<Made>
  readonly sign: (one: Made) => Promise<unknown>
}

const signature = (statement: string) => ({ signature: { statement, password: samplePassword } })
const versionOf = async (register: string, id: string) =>
  (await run<{ record: Made }>(`${register}.get`, manager(), { id })).record

/** A register whose records are submitted and returned as every record is. */
const reviewed = (
  register: string,
  draft: () => Promise<Made>,
  sign: (one: Made) => Promise<unknown>,
): Signed => ({
  operation: `${register}.approve`,
  submitted: async () => run<Made>(`${register}.submit`, manager(), at(await draft())),
  takeBack: async ({ id }) =>
    run(`${register}.return`, manager(), at(await versionOf(register, id), { reason: 'A word is missing.' })),
  again: async ({ id }) => run<Made>(`${register}.submit`, manager(), at(await versionOf(register, id))),
  sign,
})

const scope = reviewed(
  'scope-statement',
  () =>
    run<Made>('scope-statement.create', manager(), {
      title: 'Scope',
      edition: '1',
      statement: 'AI in lending.',
      boundaries: 'Ends at the cloud provider.',
      included: 'All AI systems of the lending department.',
      excluded: 'Nothing.',
      climate_relevant: false,
      climate_reason: 'Models are small.',
    }),
  async ({ id }) => {
    const said = await run<{ statement: string; version: number }>('scope-statement.approval', top(), { id })
    return run('scope-statement.approve', top(), {
      id,
      expected_version: said.version,
      ...signature(said.statement),
    })
  },
)

const criteria = reviewed(
  'risk-criteria',
  () => wholeCriteria(product, manager()),
  async ({ id }) => {
    const said = await run<{ statement: string; version: number }>('risk-criteria.approval', top(), {
      id,
    })
    return run('risk-criteria.approve', top(), {
      id,
      expected_version: said.version,
      ...signature(said.statement),
    })
  },
)

const policy = reviewed(
  'policy',
  () =>
    run<Made>('policy.create', manager(), {
      title: 'AI policy',
      edition: '1',
      location: 'https://intranet.example.org/ai-policy',
      commitments: ['meet_applicable_requirements', 'continual_improvement'],
      review_on: '2027-11-01',
    }),
  async ({ id }) => run('policy.approve', top(), at(await versionOf('policy', id))),
)

describe.each([
  ['the scope', scope],
  ['risk criteria', criteria],
  ['the AI policy', policy],
] as const)('the approval of %s', (_name, one) => {
  it('waits from submission until it is taken back or given, for whoever may give it alone', async () => {
    expect(await ids(top(), one.operation)).toEqual([])
    const record = await one.submitted()
    expect(await ids(top(), one.operation)).toEqual([record.id])
    // Approving a policy takes the access role of top management, no appointment.
    for (const actor of [...others(), ...Object.values(theirs.actors)])
      if (one !== policy || actor.roles.length === 1) expect(await ids(actor, one.operation)).toEqual([])
    await one.takeBack(record)
    expect(await ids(top(), one.operation)).toEqual([])
    await one.again(record)
    expect(await ids(top(), one.operation)).toEqual([record.id])
    await one.sign(record)
    expect(await ids(top(), one.operation)).toEqual([])
  })
})

describe('the approval of the Statement of Applicability', () => {
  it('waits once the statement is ready and submitted, until it is taken back or given', async () => {
    const preparer = { ...ours.actors.administrator, roles: [...roles] }
    await startStatement(product, manager())
    await expect(run('soa.submit', manager())).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await approveBasis(product, preparer)
    await decideAll(product, manager())
    expect(await waitsFor(top(), 'soa.approve')).toEqual([])
    await expect(run('soa.withdraw', manager())).rejects.toMatchObject({ kind: 'conflict' })

    await run('soa.submit', manager())
    expect(await waitsFor(top(), 'soa.approve')).toMatchObject([
      { source: 'statement', title: 'Statement of Applicability, version 1' },
    ])
    for (const actor of [...others(), ...Object.values(theirs.actors)])
      expect(await waitsFor(actor, 'soa.approve')).toEqual([])
    await expect(run('soa.submit', manager())).rejects.toMatchObject({ kind: 'conflict' })
    await run('soa.withdraw', manager())
    expect(await waitsFor(top(), 'soa.approve')).toEqual([])

    await run('soa.submit', manager())
    const { statement } = await run<{ statement: string }>('soa.readiness', top())
    await run('soa.approve', top(), signature(statement))
    expect(await waitsFor(top(), 'soa.approve')).toEqual([])
    expect(await run('soa.readiness', manager())).toMatchObject({ submitted: null })
  })

  it('does not wait for whoever took part in its decisions', async () => {
    const everything = { ...top(), roles: [...roles] }
    await run('soa-row.create', everything, { title: 'Watermark generated pictures', reference: 'O.1' })
    await decideAll(product, everything)
    await run('soa.submit', manager())
    expect(await waitsFor(top(), 'soa.approve')).toEqual([])
    expect(await run('soa.readiness', top())).toMatchObject({ submitted: { by: manager().person_id } })
    await run('soa.withdraw', manager())
  })
})
