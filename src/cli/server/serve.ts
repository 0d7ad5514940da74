import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWebApart } from '../../../tools/web-build.ts'
import { makeAccess } from '../../platform/access/access.ts'
import { filesIn } from '../../platform/config/config.ts'
import { becomesFree } from '../../platform/http/free-port.ts'
import { RequestRate } from '../../platform/http/request-rate.ts'
import { makeServer } from '../../platform/http/server.ts'
import { hearChanges } from '../../platform/live/hear-changes.ts'
import { forgetAnswers } from '../../platform/operations/answers.ts'
import type { Command, Terminal } from '../command.ts'
import { demoPeople, ensureDemo } from '../demo/ensure-demo.ts'
import { hasOrganization } from '../has-organization.ts'
import { openProduct } from '../open-product.ts'
import { untilEnded } from './until-ended.ts'

const webRoot = fileURLToPath(new URL('../../../dist/web/', import.meta.url))
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** A server before this one ends within this, or does not end. */
const portPatienceMs = 10_000

/** Runs what has to happen now and then, until stopped. A failure is reported and tried again next time. */
function repeat(milliseconds: number, terminal: Terminal, task: () => Promise<unknown>): () => void {
  const timer = setInterval(() => {
    task().catch((error: Error) => terminal.error(error.message))
  }, milliseconds)
  timer.unref()
  return () => clearInterval(timer)
}

/** @throws what to do about it, when nothing can listen at this address. */
async function listen(
  server: Awaited<ReturnType<typeof makeServer>>,
  host: string,
  port: number,
): Promise<void> {
  await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Another program already listens on port ${port}. Stop it, or set PORT to a free one.`,
      EACCES: `This account may not listen on port ${port}. Set PORT to one above 1023.`,
      EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one of its own.`,
    }
    const reason = reasons[error.code ?? '']
    if (!reason) throw error
    throw new Error(`Plumbline cannot be reached, so it was not started; everything is kept. ${reason}`, {
      cause: error,
    })
  })
}

export const serveCommand: Command = {
  name: 'serve',
  usage: '[--demo]',
  summary: 'Serve pages and API; --demo adds an organization to try, on this machine only',
  run: async (args, { terminal, config, ended }) => {
    const { values } = parseArgs({ args: [...args], options: { demo: { type: 'boolean' } } })
    const settings = config()
    if (values.demo && !loopback.has(settings.host)) {
      terminal.error(
        `The demo lets anyone sign in as anyone, so it is served on this machine only. Nothing was started. Leave HOST unset, or leave out --demo.`,
      )
      return 2
    }
    if ((await buildWebApart()) === 'built') terminal.line('Built the pages.')
    const files = filesIn(settings.dataRoot)
    const { watch, code } = untilEnded(ended, terminal)
    const product = await openProduct(settings, (error) => terminal.error(error.message), {
      ...watch,
      present: 'serve',
    })
    try {
      if (values.demo) await ensureDemo(product, files.demoPeople, randomBytes, terminal)
      const access = makeAccess({
        database: product.database,
        sources: product.sources,
        secret: product.secrets.session,
        baseUrl: settings.publicUrl,
        ...(values.demo ? { demo: demoPeople(files.demoPeople) } : {}),
      })
      const live = await hearChanges(product, settings.listenUrl ?? product.url, (error) =>
        terminal.error(error.message),
      )
      const server = await makeServer({
        runner: product.runner,
        access,
        live,
        webRoot,
        limits: { uploadBytes: settings.uploadBytes },
        rate: new RequestRate(settings.requestRates, product.sources.now),
        trustedProxies: settings.trustedProxies,
        log: true,
      })
      const { host, port } = settings
      await becomesFree({ host, port }, portPatienceMs, () =>
        terminal.line(`Port ${port} is taken. Waiting for the program that may be ending there.`),
      )
      await listen(server, host, port)
      product.sequencer.start()
      product.jobs.start()
      const stopSweeping = repeat(3_600_000, terminal, async () => {
        await access.sweep()
        await forgetAnswers(product.database, product.sources.now())
      })
      terminal.line(`Plumbline is ready: ${settings.publicUrl}`)
      if (values.demo)
        terminal.line(`Choose a person on the sign-in page, or use a password from ${files.demoPeople}`)
      else if (!(await hasOrganization(product.database)))
        terminal.line(
          'There is no organization yet, so nobody can sign in. Create one, with the same settings: plumbline organization create --name NAME --admin-name NAME --admin-email ADDRESS',
        )
      const ending = await code
      stopSweeping()
      await server.close()
      await live.stop()
      return ending
    } finally {
      await product.close()
    }
  },
}
