import type { Part } from '../bench.ts'
import { launchedBy, residentMegabytes } from '../child.ts'
import { load } from '../load.ts'
import { filledOrganizations } from '../sized-organizations.ts'

/** Start of the product, and its memory at rest and after load. */
export const startPart: Part = {
  name: 'start',
  run: async (ground, { seconds }) => {
    const organizations = await filledOrganizations(ground)
    const pid = await launchedBy(ground.app.child.pid ?? 0)
    const headers = {
      cookie: await ground.session(),
      'x-plumbline-organization': organizations.get(100_000) ?? '',
    }
    await load(`${ground.url}/api/ai-systems?limit=200`, headers, 50, seconds)
    const { now, highest } = await residentMegabytes(pid)
    return [
      { name: 'cold start: empty directory to ready', unit: 'ms', values: [ground.starts.cold_ms] },
      { name: 'warm start', unit: 'ms', values: ground.starts.warm_ms, target: { at_most: 3000 } },
      { name: 'resident memory of the app after load', unit: 'MB', values: [now], target: { at_most: 200 } },
      { name: 'resident memory of the app, highest', unit: 'MB', values: [highest] },
    ]
  },
}
