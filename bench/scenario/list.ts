import type { Part } from '../bench.ts'
import { interleaved } from '../bench.ts'
import { startProgram } from '../child.ts'
import type { Figure } from '../figure.ts'
import { median } from '../figure.ts'
import { type LoadResult, load } from '../load.ts'
import { filledOrganizations } from '../sized-organizations.ts'

const rawPort = 4299
/** What both read of each system: named here, so that figures compare whatever columns the page shows at first. */
const columns = 'name,unit_id,lifecycle_stage,application_area,rights_safety_impact,owner_id,state,updated_at'

interface Address {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** @throws when two addresses do not give the same answer: then comparing them says nothing. */
async function assertSameAnswer(addresses: readonly Address[]): Promise<void> {
  const bodies = await Promise.all(
    addresses.map(async ({ url, headers }) => (await fetch(url, { headers })).text()),
  )
  if (new Set(bodies).size !== 1) throw new Error('What is compared does not give the same answer.')
}

/** 50 of 10,000 and of 100,000 systems, signed in, against the same answer by the plainest SQL. */
export const listPart: Part = {
  name: 'list',
  run: async (ground, { repetitions, seconds }) => {
    const organizations = await filledOrganizations(ground)
    const cookie = await ground.session()
    const env = { RAW_DATABASE_URL: ground.adminUrl, RAW_PORT: String(rawPort) }
    const raw = await startProgram(['bench/raw-server.ts'], env, /Raw is ready/)
    const figures: Figure[] = []
    const rates = new Map<string, number>()
    try {
      for (const [size, id] of organizations)
        for (const connections of [10, 50]) {
          const addresses = {
            product: {
              url: `${ground.url}/api/ai-systems?limit=50&columns=${columns}`,
              headers: { cookie, 'x-plumbline-organization': id },
            },
            raw: { url: `http://127.0.0.1:${rawPort}/systems?organization=${id}`, headers: {} },
          }
          await assertSameAnswer(Object.values(addresses))
          // Both are asked as long as in a measurement first: until then they are still being compiled.
          for (const { url, headers } of Object.values(addresses))
            await load(url, headers, connections, seconds)
          const results = await interleaved(['product', 'raw'] as const, repetitions, (variant) =>
            load(addresses[variant].url, addresses[variant].headers, connections, seconds),
          )
          const ours = results.get('product') ?? []
          const theirs = results.get('raw') ?? []
          rates.set(`${size}/${connections}`, median(ours.map((one) => one.requests_per_second)))
          figures.push(
            ...compared(
              `list 50 of ${size.toLocaleString('en')}, ${connections} connections`,
              ours,
              theirs,
              connections === 10,
            ),
          )
        }
    } finally {
      await raw.stop()
    }
    for (const connections of [10, 50])
      figures.push({
        name: `list growth 10,000 to 100,000, ${connections} connections: rate kept`,
        unit: '%',
        values: [
          (100 * (rates.get(`100000/${connections}`) ?? 0)) / (rates.get(`10000/${connections}`) ?? 1),
        ],
      })
    return figures
  },
}

function compared(
  name: string,
  ours: readonly LoadResult[],
  raw: readonly LoadResult[],
  promisesLatency: boolean,
): Figure[] {
  return [
    { name, unit: 'req/s', values: ours.map((one) => one.requests_per_second) },
    { name: `${name}: raw limit`, unit: 'req/s', values: raw.map((one) => one.requests_per_second) },
    {
      name: `${name}: of raw`,
      unit: '%',
      values: ours.map(
        (one, place) => (100 * one.requests_per_second) / (raw[place]?.requests_per_second ?? 1),
      ),
      target: { at_least: 60 },
    },
    {
      name: `${name}: p99`,
      unit: 'ms',
      values: ours.map((one) => one.p99_ms),
      ...(promisesLatency ? { target: { at_most: 100 } } : {}),
    },
  ]
}
