import { parseArgs } from 'node:util'
import { crashDrill, freshSeed, seeded } from './drill/crash-drill.ts'

/** Kills the product under load, many times: `npm run drill [-- --cycles N] [--writers N] [--seed N]`. */
const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '10' },
    writers: { type: 'string', default: '6' },
    seed: { type: 'string' },
  },
})
const seed = values.seed === undefined ? freshSeed() : Number(values.seed)
process.stdout.write(`${values.cycles} cycles, seed ${seed}\n`)
const cycles = await crashDrill({
  cycles: Number(values.cycles),
  writers: Number(values.writers),
  random: seeded(seed),
  verifyEvery: 10,
  told: ({ number, victim, ready_ms, acknowledged, unknown, leaves, verified, faults }) =>
    process.stdout.write(
      `${number}: killed ${victim}; ready after ${Math.round(ready_ms)} ms; ${acknowledged} writes acknowledged, ${unknown} given up, ${leaves} leaves${verified ? ', trail verified' : ''}${faults.map((fault) => `\n  FAULT ${fault}`).join('')}\n`,
    ),
})
const faults = cycles.flatMap((cycle) => cycle.faults)
process.stdout.write(
  faults.length === 0
    ? `No acknowledged write was lost or doubled, none was half done, and the trail verifies.\n`
    : `${faults.length} faults. Repeat with --seed ${seed}.\n`,
)
process.exitCode = faults.length === 0 ? 0 : 1
