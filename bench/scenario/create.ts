import pg from 'pg'
import { withClient } from '../../src/platform/db/provision.ts'
import { makeOrganization, makeProduct } from '../../test/harness/organization.ts'
import { interleaved, type Part } from '../bench.ts'
import { inventory } from '../systems.ts'

const writers = 10
const each = 150

/** Runs `write` by several writers at once. @returns writes per second */
async function rate(write: (place: number) => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let step = 0; step < each; step += 1) await write(writer * each + step)
    }),
  )
  return (writers * each * 1000) / (performance.now() - started)
}

/** A record created by its operation, with trail, spine and checks, against the same row inserted bare. */
export const createPart: Part = {
  name: 'create',
  run: async (ground, { repetitions }) => {
    const database = await ground.apart('bench_create')
    const product = makeProduct(database, () => new Date())
    const organization = await makeOrganization(database, product.sources)
    const actor = organization.actors['aims-manager']
    const valuesOf = await inventory()
    const bareUrl = ground.adminUrl.replace(/\/[^/]*$/, '/bench_create')
    await withClient(bareUrl, (client) =>
      client.query(
        'create table public.bare (like app.ai_system including defaults including indexes including constraints)',
      ),
    )
    const pool = new pg.Pool({ connectionString: bareUrl, max: writers })
    let made = 0
    const bare = () => {
      const at = new Date().toISOString()
      const row = {
        ...valuesOf(made++),
        custom: {},
        owner_id: null,
        organization_id: actor.organization_id,
        id: product.sources.newId(),
        version: 1,
        state: 'draft',
        created_at: at,
        created_by: actor.person_id,
        updated_at: at,
        updated_by: actor.person_id,
      }
      const names = Object.keys(row)
      return pool.query({
        name: 'bare',
        text: `insert into public.bare (${names.join(', ')}) values (${names.map((_, place) => `$${place + 1}`).join(', ')}) returning *`,
        values: Object.values(row),
      })
    }
    const create = () => product.run('ai-system.create', actor, valuesOf(made++))
    const revise = (ids: readonly string[]) => (place: number) =>
      product.run('ai-system.revise', actor, {
        id: ids[place],
        expected_version: 1,
        changes: { outputs: `Changed ${place}` },
      })
    const bareUpdate = (ids: readonly string[]) => (place: number) =>
      pool.query({
        name: 'bare-update',
        text: 'update public.bare set outputs = $2, version = version + 1, updated_at = $3, updated_by = $4 where organization_id = $5 and id = $1 returning *',
        values: [
          ids[place],
          `Changed ${place}`,
          new Date().toISOString(),
          actor.person_id,
          actor.organization_id,
        ],
      })
    /** The newest rows of a table, each changed once. */
    const newest = async (table: 'app.ai_system' | 'public.bare') =>
      (
        await pool.query(`select id from ${table} where version = 1 order by id desc limit ${writers * each}`)
      ).rows.map(({ id }) => id as string)
    try {
      await rate(bare)
      await rate(create)
      const results = await interleaved(['create', 'bare'] as const, repetitions, (variant) =>
        rate(variant === 'create' ? create : bare),
      )
      const updates = await interleaved(['create', 'bare'] as const, repetitions, async (variant) =>
        variant === 'create'
          ? rate(revise(await newest('app.ai_system')))
          : rate(bareUpdate(await newest('public.bare'))),
      )
      const of = (all: typeof results) => {
        const ours = all.get('create') ?? []
        const theirs = all.get('bare') ?? []
        return { ours, theirs, share: ours.map((one, place) => (100 * one) / (theirs[place] ?? 1)) }
      }
      const creating = of(results)
      const revising = of(updates)
      return [
        { name: `create with trail, ${writers} writers`, unit: '/s', values: creating.ours },
        { name: `bare insert, ${writers} writers`, unit: '/s', values: creating.theirs },
        {
          name: 'create with trail: of bare insert',
          unit: '%',
          values: creating.share,
          target: { at_least: 33 },
        },
        { name: `revise with trail, ${writers} writers`, unit: '/s', values: revising.ours },
        { name: 'revise with trail: of bare update', unit: '%', values: revising.share },
      ]
    } finally {
      await pool.end()
    }
  },
}
