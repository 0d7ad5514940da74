import type { Figure } from './figure.ts'
import type { Ground } from './ground.ts'

export interface BenchOptions {
  /** Repetitions of each measurement; variants take turns within each. */
  readonly repetitions: number
  /** Length of each load, in seconds. */
  readonly seconds: number
}

/** One part of the bench. */
export interface Part {
  readonly name: string
  readonly run: (ground: Ground, options: BenchOptions) => Promise<Figure[]>
}

/** Runs `measure` for each variant in turn, `repetitions` times, and gathers what each said. */
export async function interleaved<V, R>(
  variants: readonly V[],
  repetitions: number,
  measure: (variant: V) => Promise<R>,
): Promise<Map<V, R[]>> {
  const results = new Map<V, R[]>(variants.map((variant) => [variant, []]))
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    // Every other time in reverse, so that none always runs on what another left warm.
    const order = repetition % 2 === 0 ? variants : variants.toReversed()
    for (const variant of order) results.get(variant)?.push(await measure(variant))
  }
  return results
}
