import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Sequencer } from '../../src/platform/trail/sign/sequencer.ts'
import { loadSigningKeys, type SigningKeys } from '../../src/platform/trail/sign/signing-keys.ts'
import { Witness } from '../../src/platform/trail/sign/witness.ts'
import type { TestProduct } from './organization.ts'

export interface TestTrail {
  readonly keys: SigningKeys
  readonly witnessFile: string
  /** Places and signs what one organization has committed. */
  readonly sign: (organizationId: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** A sequencer with a key and a witness file of its own, for tests that need signed leaves. */
export async function makeTestTrail({ database, sources }: TestProduct): Promise<TestTrail> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-trail-'))
  const witnessFile = join(folder, 'checkpoints.jsonl')
  const keys = await loadSigningKeys(join(folder, 'keys.json'), 'plumbline.test', randomBytes)
  const witness = await Witness.open(witnessFile)
  const sequencer = new Sequencer({ database, keys, witness, server: keys.current.name, now: sources.now })
  return {
    keys,
    witnessFile,
    sign: async (organizationId) => {
      while ((await sequencer.place(organizationId)) > 0);
      await sequencer.sign(organizationId)
    },
    close: async () => {
      await rm(folder, { recursive: true, force: true })
    },
  }
}
