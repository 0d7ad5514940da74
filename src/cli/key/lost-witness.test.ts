import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeOrganization } from '../../../test/harness/organization.ts'
import { filesIn } from '../../platform/config/config.ts'
import { restoreCommand } from '../backup/restore.ts'
import {
  callAsManager,
  makeInstallations,
  runCommandWith,
  type Settings,
  unitNames,
  withProduct,
} from '../installation.fixture.ts'
import { trailCommand } from '../trail/trail.ts'
import { verifyCommand } from '../trail/verify.ts'

const { folder, settingsFor } = await makeInstallations()

const witnessOf = (env: Settings) => filesIn(env.PLUMBLINE_DATA ?? '').witness

it('an installation that lost its witness file serves on, exports what was signed, and signs again in a new epoch', async () => {
  const env = await settingsFor('lost')
  const organization = await withProduct(env, async (product) => {
    const made = await makeOrganization(product.database, product.sources)
    await product.sequencer.runOnce()
    return made
  })
  await rm(witnessOf(env))

  const said: string[] = []
  await withProduct(
    env,
    async (product) => {
      await callAsManager(product, organization, 'organization-unit.create', { name: 'While it was lost' })
      expect(await unitNames(product, organization)).toContain('While it was lost')
    },
    (error) => said.push(error.message),
  )
  expect(said).toEqual([expect.stringContaining('holds no checkpoint of it')])

  const file = join(folder, 'evidence.jsonl')
  const exported = await runCommandWith(trailCommand, env, 'export', file)
  expect(exported.code).toBe(0)
  expect(exported.said).toContain('holds no checkpoint of it')
  expect((await runCommandWith(verifyCommand, env, file)).code).toBe(0)

  const continued = await runCommandWith(restoreCommand, env, '--in-place')
  expect([continued.code, continued.said]).toEqual([
    0,
    expect.stringContaining('Opened a new epoch of 1 trails'),
  ])
  await withProduct(env, async (product) => {
    expect(product.epochs.of(organization.id)).toMatchObject({ epoch: 2 })
    await callAsManager(product, organization, 'organization-unit.create', { name: 'After it' })
    await product.sequencer.runOnce()
  })
  await runCommandWith(trailCommand, env, 'export', file)
  const verdict = await runCommandWith(verifyCommand, env, file, '--witness', witnessOf(env))
  expect([verdict.code, verdict.said]).toEqual([0, expect.stringContaining('epoch 2')])
})

it('a first start has no witness file, and makes it with the first organization', async () => {
  const env = await settingsFor('first')
  await withProduct(env, async (product) => {
    await product.sequencer.runOnce()
    await makeOrganization(product.database, product.sources)
    await product.sequencer.runOnce()
  })
  await withProduct(env, (product) => product.sequencer.runOnce())
})
