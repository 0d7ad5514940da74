import { interleaved, type Part } from '../bench.ts'
import { median, percentile } from '../figure.ts'
import { timedRequests } from '../requests.ts'
import { filledOrganizations } from '../sized-organizations.ts'

/** From rare to frequent, one word and several, and one that nothing holds. */
const searches = [
  'fraud',
  'image classification',
  'veteran',
  'machine learning',
  'data',
  'natural language proc',
  'chatbot',
  'zyzzyva',
]

/** The search box over title and purpose. */
export const searchPart: Part = {
  name: 'search',
  run: async (ground, { repetitions }) => {
    const organizations = await filledOrganizations(ground)
    const cookie = await ground.session()
    const measure = async (size: 10_000 | 100_000) => {
      const headers = { cookie, 'x-plumbline-organization': organizations.get(size) ?? '' }
      const urls = Array.from({ length: 5 }, () => searches)
        .flat()
        .map((words) => `${ground.url}/api/ai-systems?limit=50&q=${encodeURIComponent(words)}`)
      await timedRequests(urls.slice(0, searches.length), headers)
      return timedRequests(urls, headers)
    }
    const results = await interleaved([10_000, 100_000] as const, repetitions, measure)
    return [...results].flatMap(([size, times]) => [
      {
        name: `search of ${size.toLocaleString('en')}: median`,
        unit: 'ms',
        values: times.map(median),
        ...(size === 100_000 ? { target: { at_most: 50 } } : {}),
      },
      {
        name: `search of ${size.toLocaleString('en')}: p95`,
        unit: 'ms',
        values: times.map((one) => percentile(one, 95)),
      },
    ])
  },
}
