import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeOrganization, makeProduct } from '../../test/harness/organization.ts'
import { type Books, checkBooks } from './check-books.ts'
import { Installation } from './installation.ts'
import { acknowledgedBy, Writer } from './writer.ts'

/** A crash comes after so many acknowledged writes at least. */
const fewestWrites = 12

export const victims = ['app', 'database', 'both'] as const
export type Victim = (typeof victims)[number]

/** One crash and what was found after it. */
export interface Cycle extends Books {
  readonly number: number
  readonly victim: Victim
  /** From the start after the crash until it served again. */
  readonly ready_ms: number
  readonly verified: boolean
}

export interface DrillOptions {
  readonly cycles: number
  readonly writers?: number
  /** Decides when whom is killed and who gives up. */
  readonly random: () => number
  /** The trail is verified whole in every so many cycles, and in the last. */
  readonly verifyEvery?: number
  readonly told?: (cycle: Cycle) => void
}

/**
 * Kills the app, its embedded database or both under load of idempotent writers, again and again, and holds the books
 * after each: every acknowledged write once, none by half, the trail verifies, the next start goes on by itself.
 *
 * @throws when a start fails or a write is refused; what was found wrong is in the cycles
 */
export async function crashDrill(options: DrillOptions): Promise<Cycle[]> {
  const { random, verifyEvery = 1 } = options
  const installation = await Installation.make()
  try {
    await installation.start()
    const { organizationId, apiKey } = await prepare(installation)
    const writers = Array.from(
      { length: options.writers ?? 6 },
      (_, place) => new Writer(installation.url, apiKey, `w${place}`, random),
    )
    const cycles: Cycle[] = []
    for (let number = 1; number <= options.cycles; number += 1) {
      const victim = victims[Math.floor(random() * victims.length)] ?? 'both'
      for (const writer of writers) writer.start()
      const before = acknowledgedBy(writers)
      await sleep(150 + random() * 700)
      // A slow machine shall have something to lose, too.
      while (acknowledgedBy(writers) < before + fewestWrites) await sleep(20)
      if (victim !== 'app') await installation.killDatabase()
      if (victim !== 'database') await installation.killApp()
      // The writers go on trying all the while.
      await sleep(random() * 100)
      await installation.stopApp()
      const ready_ms = await installation.start()
      await sleep(100)
      await Promise.all(writers.map((writer) => writer.pause()))
      const verified = number % verifyEvery === 0 || number === options.cycles
      const database = await installation.database()
      const books = await checkBooks(installation, database, organizationId, writers, verified).finally(() =>
        database.close(),
      )
      const cycle = { number, victim, ready_ms, verified, ...books }
      cycles.push(cycle)
      options.told?.(cycle)
    }
    return cycles
  } finally {
    await installation.remove()
  }
}

/** An organization, and a key by which its writers write. */
async function prepare(installation: Installation): Promise<{ organizationId: string; apiKey: string }> {
  const database = await installation.database()
  try {
    const product = makeProduct(database, () => new Date())
    const organization = await makeOrganization(database, product.sources)
    const { key } = await product.run<{ key: string }>(
      'api-key.create',
      organization.actors['aims-manager'],
      {
        name: 'Drill',
        scopes: ['organization-unit:*'],
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      },
    )
    return { organizationId: organization.id, apiKey: key }
  } finally {
    await database.close()
  }
}

/** The same numbers from 0 to 1 for the same seed (mulberry32), so that a drill can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const freshSeed = (): number => randomBytes(4).readUInt32LE()
