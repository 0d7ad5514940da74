import { interleaved, type Part } from '../bench.ts'
import { median } from '../figure.ts'
import { timedRequests } from '../requests.ts'
import { filledOrganizations } from '../sized-organizations.ts'

const pages = {
  plain: 'limit=50',
  'sorted and filtered': 'limit=50&sort=-updated_at&lifecycle_stage=operation,deployment&name.contains=data',
}

/** A list as it stood at an earlier moment, read from the trail. */
export const asOfPart: Part = {
  name: 'as-of',
  run: async (ground, { repetitions }) => {
    const organizations = await filledOrganizations(ground)
    const moment = new Date().toISOString()
    const headers = {
      cookie: await ground.session(),
      'x-plumbline-organization': organizations.get(10_000) ?? '',
    }
    const names = Object.keys(pages) as (keyof typeof pages)[]
    const results = await interleaved(names, repetitions, (name) =>
      timedRequests(
        Array.from({ length: 10 }, () => `${ground.url}/api/ai-systems?${pages[name]}&as_of=${moment}`),
        headers,
      ),
    )
    return [...results].map(([name, times]) => ({
      name: `list of 10,000 as of a date, ${name}`,
      unit: 'ms',
      values: times.map(median),
      target: { at_most: 300 },
    }))
  },
}
