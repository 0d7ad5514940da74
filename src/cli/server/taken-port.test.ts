import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { makeInstallations, runCommandWith } from '../installation.fixture.ts'
import { serveCommand } from './serve.ts'

const { settingsFor } = await makeInstallations()

it('a server whose port another program has says so, and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  try {
    const settings = { ...(await settingsFor('taken')), PORT: String(port) }
    await expect(runCommandWith(serveCommand, settings)).rejects.toThrow(
      `Another program already listens on port ${port}. Stop it, or set PORT to a free one.`,
    )
  } finally {
    other.close()
  }
})
