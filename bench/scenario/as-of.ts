import { interleaved, type Part } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { median } from '../figure.ts'
import { timedRequests } from '../requests.ts'
import { filledOrganizations } from '../sized-organizations.ts'
import { touchAll } from '../systems.ts'

const pages = {
  plain: 'limit=50',
  'sorted and filtered': 'limit=50&sort=-updated_at&lifecycle_stage=operation,deployment&name.contains=data',
} as const
type PageName = keyof typeof pages

/** What the list may take, in milliseconds: the first answer for a moment, and those after it. */
const targets = {
  10000: { unchanged: { first: 300, later: 300 }, changed: { first: 300, later: 300 } },
  100000: { unchanged: { first: 2000, later: 50 }, changed: { first: 2000, later: 2000 } },
} as const

/**
 * A list as it stood at an earlier moment: while its records are still as they were then, and when every one of them
 * has been changed since, so that each must be read from the trail.
 */
export const asOfPart: Part = {
  name: 'as-of',
  run: async (ground, { repetitions }) => {
    const organizations = await filledOrganizations(ground)
    const cookie = await ground.session()
    const moment = new Date().toISOString()
    const figures: Figure[] = []
    for (const since of ['unchanged', 'changed'] as const) {
      if (since === 'changed') {
        for (const id of organizations.values()) await touchAll(ground.database, ground.sources, id)
        await ground.settle()
      }
      for (const [size, id] of organizations) {
        const headers = { cookie, 'x-plumbline-organization': id }
        const ask = (page: PageName, times: number) =>
          timedRequests(
            Array.from(
              { length: times },
              () => `${ground.url}/api/ai-systems?${pages[page]}&as_of=${moment}`,
            ),
            headers,
          )
        const name = `list of ${size.toLocaleString('en')} as of a date, all ${since} since`
        const target = targets[size][since]
        const first = await ask('plain', 1)
        figures.push({ name: `${name}: first`, unit: 'ms', values: first, target: { at_most: target.first } })
        const names = Object.keys(pages) as PageName[]
        const results = await interleaved(names, repetitions, (page) => ask(page, size > 10_000 ? 3 : 10))
        for (const [page, times] of results)
          figures.push({
            name: `${name}: ${page}`,
            unit: 'ms',
            values: times.map(median),
            target: { at_most: target.later },
          })
      }
    }
    return figures
  },
}
