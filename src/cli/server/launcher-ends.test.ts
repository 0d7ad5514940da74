import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keptPort } from '../../platform/db/embedded/cluster/kept-port.ts'
import { serverProcessOf } from '../../platform/db/embedded/throw-away-root.fixture.ts'
import { startApart } from '../command-apart.fixture.ts'
import { makeInstallations } from '../installation.fixture.ts'

const { folder, settingsFor } = await makeInstallations()

it('a start while the port is still taken waits for it', async () => {
  const { port } = await keptPort(join(folder, 'taken-port'))
  const before = createServer().listen(port, '127.0.0.1')
  await once(before, 'listening')
  const env = { ...(await settingsFor('waiting')), PORT: String(port) }
  const next = startApart('bin/plumbline.mjs', ['serve'], env)
  await next.says(`Port ${port} is taken.`)
  before.close()
  await next.says('Plumbline is ready')
  next.kill('SIGTERM')
  expect((await next.ended).code).toBe(0)
})

it('a server ends in order with its launcher, killed alone or both by one signal, and the next start finds everything', async () => {
  const { port } = await keptPort(join(folder, 'http-port'))
  const env = {
    ...(await settingsFor('orphan', true)),
    PORT: String(port),
    PLUMBLINE_URL: `http://127.0.0.1:${port}`,
  }
  const first = startApart('bin/plumbline.mjs', ['serve'], env)
  await first.says('Plumbline is ready')
  const person = ['--name', 'Example', '--admin-name', 'Ada', '--admin-email', 'ada@example.org']
  const founded = await startApart('bin/plumbline.mjs', ['organization', 'create', ...person], env).ended
  expect([founded.code, founded.said]).toEqual([0, expect.stringContaining('/invitation?token=')])
  const token = /token=([\w-]+)/.exec(founded.said)?.[1]

  first.kill('SIGKILL')
  // Its output is the server's as well, so this is the end of both.
  await first.ended
  expect(await serverProcessOf(join(folder, 'orphan'))).toBeUndefined()

  const second = startApart('bin/plumbline.mjs', ['serve'], env, { ownGroup: true })
  await second.says('Plumbline is ready')
  const invitation = await fetch(`http://127.0.0.1:${port}/api/auth/invitation?token=${token}`, {
    headers: { 'x-requested-with': 'plumbline' },
  })
  expect(await invitation.json()).toMatchObject({ organization: 'Example', email: 'ada@example.org' })
  // As a service manager ends a service: every process of it at once. Its database ends with it.
  second.killGroup('SIGTERM')
  expect((await second.ended).code).toBe(0)
  expect(await serverProcessOf(join(folder, 'orphan'))).toBeUndefined()
})
