import type { Ground } from './ground.ts'
import { fill } from './systems.ts'

const sizes = [10_000, 100_000] as const
type Size = (typeof sizes)[number]

const filled = new WeakMap<Ground, Promise<ReadonlyMap<Size, string>>>()

/** Organizations of 10,000 and 100,000 AI systems, by size; made once for a ground. */
export function filledOrganizations(ground: Ground): Promise<ReadonlyMap<Size, string>> {
  const known = filled.get(ground)
  if (known) return known
  const made = (async () => {
    const ids = new Map<Size, string>()
    for (const size of sizes) {
      const organization = await ground.organization(`${size} systems`)
      await fill(ground.database, ground.sources, organization.actors['aims-manager'], size)
      ids.set(size, organization.id)
    }
    await ground.settle()
    return ids
  })()
  filled.set(ground, made)
  return made
}
