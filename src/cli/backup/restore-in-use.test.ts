import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeOrganization } from '../../../test/harness/organization.ts'
import { filesIn } from '../../platform/config/config.ts'
import { keptPort } from '../../platform/db/embedded/cluster/kept-port.ts'
import { alone } from '../../platform/db/presence.ts'
import { withClient } from '../../platform/db/provision.ts'
import { EpochFile } from '../../platform/trail/sign/epoch-file.ts'
import { type CommandApart, startApart } from '../command-apart.fixture.ts'
import { makeInstallations, runCommandWith, type Settings, withProduct } from '../installation.fixture.ts'
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

it('a worker whose direct connection broke is known again', async () => {
  const { env } = await installed('broken', false)
  const running = await started('work', env)
  const marks = (what: string) =>
    withClient(env.DATABASE_URL ?? '', async (client) => {
      const of = `from pg_stat_activity a join pg_locks l on l.pid = a.pid and l.locktype = 'advisory' and l.granted
        where a.datname = current_database() and a.application_name like 'plumbline work, process %'`
      return (await client.query<{ pid: number }>(`select ${what} ${of}`)).rows.map(({ pid }) => pid)
    })
  const [before] = await marks('a.pid')
  expect(before).toBeGreaterThan(0)
  await marks('a.pid, pg_terminate_backend(a.pid)')
  await expect.poll(async () => (await marks('a.pid')).filter((pid) => pid !== before)).toHaveLength(1)
  await expect(runCommandWith(restoreCommand, env, '--in-place')).rejects.toThrow(
    'this installation is in use',
  )
  running.kill('SIGTERM')
  expect((await running.ended).code).toBe(0)
})

it('a server that cannot mark itself does not start, and says what to look at', async () => {
  const { env } = await installed('unmarked', false)
  const { code, said } = await startApart('src/main.ts', ['work'], {
    ...env,
    DATABASE_LISTEN_URL: 'postgres://plumbline@127.0.0.1:1/plumbline',
  }).ended
  expect([code, said]).toEqual([1, expect.stringContaining('Check DATABASE_LISTEN_URL')])
})

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
