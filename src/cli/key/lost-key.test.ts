import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeOrganization, type TestOrganization } from '../../../test/harness/organization.ts'
import { filesIn } from '../../platform/config/config.ts'
import { withClient } from '../../platform/db/provision.ts'
import { defaultRoleNames } from '../../platform/db/roles.ts'
import { keepSigner, newSigner } from '../../platform/trail/sign/signing-keys.ts'
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
import { keysCommand } from './keys.ts'

const { folder, settingsFor } = await makeInstallations()
let env: Settings
let organization: TestOrganization
let keyFile: string
let round = 0

const addUnit = (name: string) =>
  withProduct(env, async (product) => {
    await callAsManager(product, organization, 'organization-unit.create', { name })
    await product.sequencer.runOnce()
  })

/** The current verifier key, as `keys show` prints it. */
const currentKey = async () => (await runCommandWith(keysCommand, env, 'show')).said.split('\n')[0] ?? ''

async function verified(...keys: string[]) {
  const file = join(folder, `export-${round}.jsonl`)
  expect((await runCommandWith(trailCommand, env, 'export', file)).code).toBe(0)
  return runCommandWith(verifyCommand, env, file, ...keys.flatMap((key) => ['--key', key]))
}

beforeEach(async () => {
  round += 1
  env = await settingsFor(`keys-${round}`)
  keyFile = filesIn(env.PLUMBLINE_DATA ?? '').signingKeys
  await withProduct(env, async (product) => {
    organization = await makeOrganization(product.database, product.sources)
    await product.sequencer.runOnce()
  })
})

describe('an installation whose key file', () => {
  it('is gone does not start, makes no other, and goes on when it is put back', async () => {
    await rename(keyFile, `${keyFile}.away`)
    const { PATH } = process.env
    for (const command of [['work'], ['trail', 'check'], ['keys', 'rotate']]) {
      const child = spawn(process.execPath, ['src/main.ts', ...command], { env: { ...env, PATH } })
      const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
      expect([command, code, said]).toEqual([
        command,
        1,
        expect.stringContaining('does not exist, but a trail was signed here'),
      ])
      expect(said).toContain('Put the file back from a backup')
    }
    expect((await runCommandWith(keysCommand, env, 'show')).code).toBe(1)
    await expect(readFile(keyFile)).rejects.toThrow('ENOENT')
    await rename(`${keyFile}.away`, keyFile)
    await addUnit('After it was put back')
    expect((await verified()).code).toBe(0)
  })

  it('is of another installation does not start', async () => {
    const right = await readFile(keyFile, 'utf8')
    await keepSigner(keyFile, newSigner('aims.example.org', randomBytes), [])
    const foreign = await readFile(keyFile, 'utf8')
    await expect(addUnit('Under a foreign key')).rejects.toThrow(
      'is not the one that the trail of organization',
    )
    await expect(runCommandWith(keysCommand, env, 'replace')).rejects.toThrow('There is a key file')
    expect(await readFile(keyFile, 'utf8')).toBe(foreign)
    await writeFile(keyFile, right)
    await withProduct(env, async (product) => {
      expect(await unitNames(product, organization)).not.toContain('Under a foreign key')
    })
  })
})

describe('keys rotate', () => {
  it('announces the next key under the signature of the one before, and the verifier says so', async () => {
    const old = await currentKey()
    expect((await runCommandWith(keysCommand, env, 'rotate')).code).toBe(0)
    const next = await currentKey()
    expect(next).not.toBe(old)
    await addUnit('After the rotation')
    const both = await verified(old, next)
    expect([both.code, both.said]).toEqual([
      0,
      expect.stringMatching(
        /on, key \S+ signs in place of \S+\. Leaf \d+ announces it, and the earlier key signed that leaf/,
      ),
    ])
    expect(both.said).toContain(next)
    expect([(await verified(old)).code, (await verified(next)).code]).toEqual([1, 1])
  })
})

describe('keys replace', () => {
  it('refuses while the key is there, and where nothing was signed', async () => {
    await expect(runCommandWith(keysCommand, env, 'replace')).rejects.toThrow('keys rotate')
    const fresh = await settingsFor('never-signed')
    await expect(runCommandWith(keysCommand, fresh, 'replace')).rejects.toThrow(
      'Nothing was ever signed here',
    )
  })

  it('begins a new key, and every trail says that nothing of the old one vouches for it', async () => {
    const old = await currentKey()
    await rename(keyFile, `${keyFile}.away`)
    expect((await runCommandWith(keysCommand, env, 'replace')).code).toBe(0)
    const next = await currentKey()
    await addUnit('After the replacement')
    const both = await verified(old, next)
    expect([both.code, both.said]).toEqual([
      0,
      expect.stringMatching(
        /Leaf \d+ announces it, but only the new key signed that leaf: nothing that the earlier/,
      ),
    ])
    expect((await verified(old)).code).toBe(1)
    await withProduct(env, async (product) => {
      const { items } = await callAsManager<{ items: { event: string }[] }>(
        product,
        organization,
        'trail.list',
        {},
      )
      expect(items.map(({ event }) => event)).toContain('trail.key-replaced')
    })
  })

  it('asks for the public half of the old key when the database has no copy of it', async () => {
    const old = await currentKey()
    await rename(keyFile, `${keyFile}.away`)
    await withClient(env.DATABASE_URL ?? '', async (client) => {
      await client.query(`set role ${defaultRoleNames.owner}`)
      await client.query('delete from trail.verifier_key')
    })
    await expect(runCommandWith(keysCommand, env, 'replace')).rejects.toThrow('with --key')
    await expect(readFile(keyFile)).rejects.toThrow('ENOENT')
    expect((await runCommandWith(keysCommand, env, 'replace', '--key', old)).code).toBe(0)
    expect((await verified(old, await currentKey())).code).toBe(0)
  })
})
