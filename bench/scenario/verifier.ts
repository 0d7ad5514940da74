import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { SAMPLE_VERIFIER_KEY, writeSampleTrail } from '../../verifier/sample-trail.ts'
import type { Part } from '../bench.ts'
import { runProgram } from '../child.ts'

// Not the operating system's own highest figure: that one counts what the bench held when it started the program.
const program = `
import { residentMegabytes } from './bench/child.ts'
import { runVerifier } from './verifier/main.ts'
const started = performance.now()
const code = await runVerifier(process.argv.slice(1), { line: () => undefined, error: console.error })
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ code, seconds, megabytes: (await residentMegabytes(process.pid)).highest }))`

/** The offline verifier on an export of a million leaves with images. */
export const verifierPart: Part = {
  name: 'verifier',
  run: async (_ground, { repetitions }) => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-verifier-'))
    const file = join(folder, 'trail.jsonl')
    try {
      const target = createWriteStream(file)
      await writeSampleTrail(target, { leaves: 1_000_000 })
      target.end()
      await finished(target)
      const seconds: number[] = []
      const megabytes: number[] = []
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const args = ['--input-type=module', '-e', program, file, '--key', SAMPLE_VERIFIER_KEY]
        const said: { code: number; seconds: number; megabytes: number } = JSON.parse(
          await runProgram(process.execPath, args),
        )
        if (said.code !== 0) throw new Error('The verifier did not accept the sample.')
        seconds.push(said.seconds)
        megabytes.push(said.megabytes)
      }
      return [
        { name: 'verifier, 1,000,000 leaves', unit: 's', values: seconds, target: { at_most: 30 } },
        { name: 'verifier, 1,000,000 leaves: memory', unit: 'MB', values: megabytes },
      ]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
