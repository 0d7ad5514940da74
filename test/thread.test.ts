import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OutputOf } from '../src/kernel/contract/operation.ts'
import { itemUrn } from '../src/kernel/pack/manifest.ts'
import { type Edge, edgesOf } from '../src/kernel/register/edge.ts'
import { requirementKind, stations } from '../src/kernel/register/golden-thread.ts'
import type { AnyRegister } from '../src/kernel/register/register.ts'
import { modules } from '../src/modules/index.ts'
import type { threadOfRecord } from '../src/modules/thread/contract.ts'
import { shippedPacks } from '../src/platform/packs/shipped-packs.ts'
import { makeOrganization } from './harness/organization.ts'
import { makeSample } from './harness/sample/samples.ts'
import { startStatement } from './harness/sample/soa-samples.ts'
import { makeTwoOrganizations } from './harness/two-organizations.ts'

type Thread = OutputOf<typeof threadOfRecord>
type Tie = Thread['groups'][number]['items'][number]['ties'][number]

const registers = modules.flatMap((module) => module.registers.map(({ register }) => register))
const edges = edgesOf(registers)
const { database, product, ours } = await makeTwoOrganizations()
const urn = 'urn:plumbline:iso-42001:2023:control:A.6.2.6'
const { regulation } = shippedPacks()
const duty = itemUrn(regulation.manifest, 'obligation', regulation.content.obligations[0]?.id ?? '')
/** Of some registers nobody writes values: nothing is linked to them from their side. */
const linkable = registers.filter(({ name }) => product.runner.handlers.has(`${name}.link`))

beforeAll(async () => {
  await startStatement(product, ours.actors['aims-manager'])
})

/** Everyone's roles together: what the edges are is asked here, not who may see them. */
const anyone = () => ({
  ...ours.actors['aims-manager'],
  roles: Object.keys(ours.actors),
})
const named = (name: string): AnyRegister => {
  const found = registers.find((one) => one.name === name)
  if (!found) throw new Error(`No register is called ${name}.`)
  return found
}
const sample = async (name: string): Promise<string> =>
  (await makeSample(product, name === 'record' ? named('ai-system') : named(name), anyone())).id

const threadOf = (id: string, limit = 100): Promise<Thread> =>
  id.startsWith('urn:')
    ? product.run<Thread>('thread.of-requirement', anyone(), { urn: id, limit })
    : product.run<Thread>('thread.of-record', anyone(), { id, limit })

/** Why one record stands in the thread of another; nothing when it does not. */
const tiesBetween = async (id: string, other: string): Promise<readonly Tie[]> =>
  (await threadOf(id)).groups
    .flatMap(({ items }) => items.filter((one) => one.id === other))
    .flatMap(({ ties }) => ties)

/** Writes what an edge is made of, as an operation would: some of it only the server decides. */
async function write(statement: RawBuilder<unknown>): Promise<void> {
  const at = product.sources.now().toISOString()
  await database.write(
    { role: 'app', organizationId: ours.id, operationId: product.sources.newId() },
    async (db, later) => {
      await statement.execute(db)
      later(sql`select trail.record(${at}, 'sample.tie', 'sample.tied', null, null, null)`.execute(db))
    },
  )
}

const setColumn = (register: AnyRegister, id: string, column: string, value: unknown) =>
  write(
    sql`update app.${sql.id(register.table)} set ${sql.id(column)} = ${value}, version = version + 1 where id = ${id}`,
  )

type Pair = readonly [one: string, other: string]

/** Two ends that an edge ties, made from its declaration alone. */
async function tied(edge: Edge): Promise<readonly Pair[]> {
  const { holder } = edge
  if (edge.kind === 'field') {
    const one = await sample(holder.name)
    const requirement = edge.target === requirementKind
    if (requirement && !edge.many) return [[await annexRow(), urn]]
    const other = requirement ? urn : await sample(edge.target)
    const written = edge.numbered ? 'A.6.2.6' : other
    await setColumn(holder, one, edge.column, edge.many ? [written] : written)
    return [[one, other]]
  }
  if (edge.kind === 'join') {
    const own = await annexRow()
    const risk = await sample('risk')
    const origin = { id: own, kind: 'law', record_id: risk, requirement: duty }
    await product.run(`${holder.name}.add-origin`, anyone(), origin)
    return [
      [own, risk],
      [own, duty],
    ]
  }
  const between = await sample(holder.name)
  const ends = await Promise.all(
    [edge.from, edge.to].map(async ({ through, column }) => {
      let [at, id] = [holder, between]
      for (const step of through) {
        const next = await sample(step.register.name)
        await setColumn(at, id, step.column, next)
        at = step.register
        id = next
      }
      const end = await sample(at.fields[column]?.register ?? '')
      await setColumn(at, id, column, end)
      return end
    }),
  )
  return [[String(ends[0]), String(ends[1])]]
}

/** The row of the statement about the requirement. */
async function annexRow(): Promise<string> {
  const { groups } = await threadOf(urn)
  const row = groups.find(({ register }) => register === 'soa-row')?.items[0]
  if (!row) throw new Error('The started statement has no row about the requirement.')
  return row.id
}

describe('the golden thread', () => {
  it('has a place for every register, and edges that lead to registers', () => {
    expect(registers.filter(({ station }) => !stations.includes(station))).toEqual([])
    const targets = edges.flatMap((edge) => (edge.kind === 'field' ? [edge.target] : []))
    const known = new Set([...registers.map(({ name }) => name), 'record', requirementKind])
    expect(targets.filter((target) => !known.has(target))).toEqual([])
  })

  it.each(edges.map((edge) => [edge.key, edge] as const))('shows %s on both ends', async (key, edge) => {
    for (const [one, other] of await tied(edge)) {
      const there = (await tiesBetween(one, other)).filter((tie) => tie.key === key)
      const back = (await tiesBetween(other, one)).filter((tie) => tie.key === key)
      expect(there.map(({ kind }) => kind)).toEqual([edge.kind])
      expect(back.map(({ kind }) => kind)).toEqual([edge.kind])
      expect(back[0]?.direction).not.toBe(there[0]?.direction)
    }
  })

  it.each(linkable.map(({ name }) => [name]))('shows a link of one %s by hand on both ends', async (name) => {
    const one = await sample(name)
    const other = await sample('ai-system')
    const { link_id } = await product.run<{ link_id: string }>(`${name}.link`, anyone(), {
      id: one,
      to_id: other,
      relation: 'depends_on',
    })
    const tie = { kind: 'link', key: 'depends_on', link_id }
    expect(await tiesBetween(one, other)).toContainEqual({ ...tie, direction: 'to' })
    expect(await tiesBetween(other, one)).toContainEqual({ ...tie, direction: 'from' })
  })

  it('reads on through many of one kind, each once, in the order of titles', async () => {
    const system = await sample('ai-system')
    const made: string[] = []
    for (let index = 1; index <= 12; index += 1) {
      const risk = await sample('risk')
      await setColumn(named('risk'), risk, 'ai_system_id', system)
      await setColumn(named('risk'), risk, 'title', `Risk ${index}`)
      made.push(risk)
    }
    const first = (await threadOf(system, 5)).groups.find(({ register }) => register === 'risk')
    expect(first).toMatchObject({ side: 'follows', total: 12 })
    const read = [...(first?.items ?? [])]
    let next = first?.next ?? null
    while (next !== null) {
      const { groups } = await product.run<Thread>('thread.of-record', anyone(), {
        id: system,
        limit: 5,
        kind: 'risk',
        side: 'follows',
        after: next,
      })
      expect(groups.map(({ register }) => register)).toEqual(['risk'])
      read.push(...(groups[0]?.items ?? []))
      next = groups[0]?.next ?? null
    }
    expect(read.map(({ id }) => id)).toEqual(made)
  })

  it('says what tells a duty apart from others of its name, and names only what may be read', async () => {
    const system = await sample('ai-system')
    const about = { kind: 'review', origin: 'request', subject_id: system, requirement_ids: ['A.6.2.6'] }
    for (const due_on of ['2027-03-01', '2027-06-01'])
      await product.run('obligation.create', anyone(), { title: 'Look again', due_on, ...about })
    const told = ['2027-03-01', '2027-06-01'].map((due_on) => ({ due_on, subject_id: system }))
    const toldTo = async (scopes?: readonly string[]) => {
      const actor = { ...anyone(), ...(scopes && { scopes }) }
      const { groups, titles } = await product.run<Thread>('thread.of-requirement', actor, {
        urn,
        limit: 100,
      })
      const duties = groups.flatMap(({ items }) => items).filter(({ title }) => title === 'Look again')
      expect(duties.map((one) => one.told)).toEqual(expect.arrayContaining(told))
      return titles[system]
    }
    expect(await toldTo()).toBeTypeOf('string')
    expect(await toldTo(['requirement:read', 'obligation:read'])).toBeUndefined()
  })

  it('tells apart what leads to a record of the same kind and what follows from it', async () => {
    const [parent, unit, child] = [
      await sample('organization-unit'),
      await sample('organization-unit'),
      await sample('organization-unit'),
    ]
    await setColumn(named('organization-unit'), unit, 'parent_id', parent)
    await setColumn(named('organization-unit'), child, 'parent_id', unit)
    const { groups } = await threadOf(unit)
    expect(groups.map(({ side, items }) => [side, items.map(({ id }) => id)])).toEqual([
      ['leads_here', [parent]],
      ['follows', [child]],
    ])
  })

  it('shows nobody what they may not read, nor that there is any, and another organization nothing', async () => {
    const system = await sample('ai-system')
    await setColumn(named('risk'), await sample('risk'), 'ai_system_id', system)
    const scoped = { ...anyone(), scopes: ['thread:read', 'ai-system:read'] }
    expect(await product.run('thread.of-record', scoped, { id: system })).toEqual({ groups: [], titles: {} })
    const blind = { ...anyone(), scopes: ['thread:read', 'risk:read'] }
    await expect(product.run('thread.of-record', blind, { id: system })).rejects.toMatchObject({
      kind: 'not-found',
    })
    const theirs = await makeOrganization(database, product.sources, 'Theirs')
    const stranger = { ...theirs.actors['aims-manager'] }
    await expect(product.run('thread.of-record', stranger, { id: system })).rejects.toMatchObject({
      kind: 'not-found',
    })
    expect(await product.run('thread.of-requirement', stranger, { urn })).toEqual({ groups: [], titles: {} })
  })
})
