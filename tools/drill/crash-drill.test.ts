import { expect, it } from 'vitest'
import { crashDrill, freshSeed, seeded, victims } from './crash-drill.ts'

it('loses no acknowledged write and keeps the trail whole over ten kills of app and database', {
  timeout: 900_000,
}, async () => {
  const seed = freshSeed()
  const cycles = await crashDrill({ cycles: 10, random: seeded(seed) })
  expect({ seed, faults: cycles.flatMap(({ faults }) => faults) }).toEqual({ seed, faults: [] })
  expect(cycles).toHaveLength(10)
  expect(cycles.at(-1)?.acknowledged).toBeGreaterThan(100)
})

it('draws the same fates for the same seed, and every victim', () => {
  const [one, other] = [seeded(7), seeded(7)]
  const drawn = Array.from({ length: 200 }, () => one())
  expect(drawn).toEqual(Array.from({ length: 200 }, () => other()))
  expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true)
  expect(new Set(drawn.map((value) => victims[Math.floor(value * victims.length)]))).toEqual(new Set(victims))
})
