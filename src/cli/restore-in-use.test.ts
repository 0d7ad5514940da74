import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeOrganization } from '../../test/harness/organization.ts'
import { filesIn } from '../platform/config/config.ts'
import { keptPort } from '../platform/db/embedded/kept-port.ts'
import { alone } from '../platform/db/presence.ts'
import { EpochFile } from '../platform/trail/epoch-file.ts'
import { type CommandApart, startApart } from './command-apart.fixture.ts'
import { makeInstallations, runCommandWith, type Settings, withProduct } from './installation.fixture.ts'
import { restoreCommand } from './restore.ts'

const { folder, settingsFor } = await makeInstallations()

/** An installation with one signed trail. */
async function installed(name: string, embedded: boolean) {
  const { port } = await keptPort(join(folder, `${name}.port`))
  const env: Settings = { ...(await settingsFor(name, embedded)), PORT: String(port) }
  const organization = await withProduct(env, async (product) => {
    const made = await makeOrganization(product.database, product.sources)
    await product.sequencer.runOnce()
    return made
  })
  return { env, organization }
}

const epochIn = async (env: Settings, organizationId: string) =>
  (await EpochFile.open(filesIn(env.PLUMBLINE_DATA ?? '').epochs)).of(organizationId).epoch

const started = async (command: 'serve' | 'work', env: Settings): Promise<CommandApart> => {
  const running = startApart('src/main.ts', [command], env)
  await running.says(command === 'serve' ? 'Plumbline is ready' : 'Working')
  return running
}

it.each([
  ['serve', true],
  ['serve', false],
  ['work', false],
] as const)(
  'a restore in place refuses while %s runs (embedded database: %s), says which, and goes on once it was killed',
  async (command, embedded) => {
    const { env, organization } = await installed(`${command}-${embedded}`, embedded)
    const running = await started(command, env)
    const refused = await runCommandWith(restoreCommand, env, '--in-place').catch(
      (error: Error) => error.message,
    )
    expect(refused).toContain('Nothing was changed: this installation is in use.')
    expect(refused).toContain(`plumbline ${command}, process ${running.pid} on `)
    expect(await epochIn(env, organization.id)).toBe(1)

    running.kill('SIGKILL')
    await running.ended
    await expect
      .poll(() => runCommandWith(restoreCommand, env, '--in-place').catch((error: Error) => error.message))
      .toMatchObject({ code: 0, said: expect.stringContaining('Opened a new epoch of 1 trails') })
    expect(await epochIn(env, organization.id)).toBe(2)
  },
)

it('nothing begins to serve or work while a restore is under way', async () => {
  const { env } = await installed('meanwhile', false)
  await alone(env.DATABASE_URL ?? '', 'restore', async () => {
    for (const command of ['serve', 'work']) {
      const { code, said } = await startApart('src/main.ts', [command], env).ended
      expect([command, code, said]).toEqual([
        command,
        1,
        expect.stringContaining(`is being restored (plumbline restore, process ${process.pid} on `),
      ])
    }
  })
  const after = await started('work', env)
  after.kill('SIGTERM')
  expect((await after.ended).code).toBe(0)
})
