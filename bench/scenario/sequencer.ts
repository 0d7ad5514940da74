import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Sequencer } from '../../src/platform/trail/sign/sequencer.ts'
import { loadSigningKeys } from '../../src/platform/trail/sign/signing-keys.ts'
import { Witness } from '../../src/platform/trail/sign/witness.ts'
import { makeOrganization } from '../../test/harness/organization.ts'
import type { Part } from '../bench.ts'
import { fill } from '../systems.ts'
import { makeUnits } from '../units.ts'

const leaves = 30_000

/** Placing committed operations as leaves, tiles, checkpoint and witness line. */
export const sequencerPart: Part = {
  name: 'sequencer',
  run: async (ground, { repetitions }) => {
    const database = await ground.apart('bench_sequencer')
    const { sources } = ground
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-witness-'))
    const keys = await loadSigningKeys(join(folder, 'keys.json'), 'bench.example', randomBytes)
    const witness = await Witness.open(join(folder, 'checkpoints.jsonl'))
    const sequencer = new Sequencer({ database, keys, witness, server: keys.current.name, now: sources.now })
    const measure = async (make: (actor: Parameters<typeof fill>[2]) => Promise<void>) => {
      const organization = await makeOrganization(database, sources)
      await sequencer.runOnce()
      await make(organization.actors['aims-manager'])
      const started = performance.now()
      let placed = 0
      for (;;) {
        const now = await sequencer.place(organization.id)
        if (now === 0) break
        placed += now
        await sequencer.sign(organization.id)
      }
      return (placed * 1000) / (performance.now() - started)
    }
    try {
      const large: number[] = []
      const small: number[] = []
      await measure((actor) => fill(database, sources, actor, 2000))
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        large.push(await measure((actor) => fill(database, sources, actor, leaves)))
        small.push(await measure((actor) => makeUnits(database, sources, actor, leaves / 3)))
      }
      return [
        {
          name: 'sequencer, operations of 1,000 leaves',
          unit: 'leaves/s',
          values: large,
          target: { at_least: 10_000 },
        },
        {
          name: 'sequencer, operations of one leaf',
          unit: 'leaves/s',
          values: small,
          target: { at_least: 10_000 },
        },
      ]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
