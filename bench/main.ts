import { writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { Part } from './bench.ts'
import { type ReportedFigure, report, table } from './figure.ts'
import { makeGround } from './ground.ts'
import { asOfPart } from './scenario/as-of.ts'
import { createPart } from './scenario/create.ts'
import { importPart } from './scenario/import.ts'
import { listPart } from './scenario/list.ts'
import { searchPart } from './scenario/search.ts'
import { sequencerPart } from './scenario/sequencer.ts'
import { startPart } from './scenario/start.ts'
import { verifierPart } from './scenario/verifier.ts'

/**
 * Measures the product on this machine, everything on loopback: `npm run bench -- [--json FILE] [--only NAME,...]
 * [--repetitions N] [--seconds N]`. Variants that are compared take turns within one run; only such ratios carry
 * over to other machines.
 */
const parts: readonly Part[] = [
  createPart,
  sequencerPart,
  importPart,
  listPart,
  searchPart,
  asOfPart,
  startPart,
  verifierPart,
]

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    repetitions: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
})
const wanted = values.only?.split(',')
const unknown = wanted?.filter((name) => !parts.some((part) => part.name === name)) ?? []
if (unknown.length > 0)
  throw new Error(
    `There is no part ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}.`,
  )

const options = { repetitions: Number(values.repetitions), seconds: Number(values.seconds) }
const started = new Date()
const load_before = loadavg()
const figures: ReportedFigure[] = []
const ground = await makeGround()
try {
  for (const part of parts) {
    if (wanted && !wanted.includes(part.name)) continue
    process.stderr.write(`${part.name} ...\n`)
    const measured = (await part.run(ground, options)).map(report)
    figures.push(...measured)
    process.stdout.write(`${table(measured)}\n\n`)
  }
} finally {
  await ground.close()
}
const machine = {
  cpus: cpus().map(({ model }) => model),
  memory_bytes: totalmem(),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  load_before,
  load_after: loadavg(),
}
if (values.json)
  await writeFile(values.json, `${JSON.stringify({ started, options, machine, figures }, null, 2)}\n`)
const missed = figures.filter(({ met }) => met === false)
process.stdout.write(
  missed.length === 0
    ? `Every target was met. Load average before: ${load_before[0]?.toFixed(1)}.\n`
    : `Missed: ${missed.map(({ name }) => name).join('; ')}. Load average before: ${load_before[0]?.toFixed(1)}.\n`,
)
