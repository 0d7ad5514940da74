import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { modules } from '../src/modules/index.ts'
import { createUser } from '../src/platform/access/account/user.ts'
import { filesIn } from '../src/platform/config/config.ts'
import { Database } from '../src/platform/db/database.ts'
import { dataLayout } from '../src/platform/db/embedded/cluster/data-root.ts'
import { migrationFolders } from '../src/platform/db/migration-folders.ts'
import { migrate, readMigrations } from '../src/platform/db/migrator.ts'
import { provision, urlFor, withClient } from '../src/platform/db/provision.ts'
import { defaultRoleNames } from '../src/platform/db/roles.ts'
import { makeSources, type Sources } from '../src/platform/ids.ts'
import { JobRunner } from '../src/platform/jobs/job-runner.ts'
import { jobsOf, type Module } from '../src/platform/module.ts'
import { Runner } from '../src/platform/operations/runner.ts'
import { makeOrganization, type TestOrganization } from '../test/harness/organization.ts'
import { buildServerIfChanged } from '../tools/server-build.ts'
import { buildWebIfChanged } from '../tools/web-build.ts'
import { type Running, repository, startProgram } from './child.ts'

const email = 'bench@example.org'
const password = randomBytes(18).toString('base64url')

/** The product as people run it, on an embedded database of its own, and the ways to it that measuring needs. */
export interface Ground {
  readonly app: Running
  readonly url: string
  readonly adminUrl: string
  readonly database: Database
  readonly sources: Sources
  /** From the command until ready, in milliseconds: on an empty directory, and again. */
  readonly starts: { readonly cold_ms: number; readonly warm_ms: readonly number[] }
  /** An organization whose aims-manager signs in as one person of all these organizations. */
  readonly organization: (name: string) => Promise<TestOrganization>
  /** The header of a signed-in session. */
  readonly session: () => Promise<string>
  /** Waits until nothing is left to do beside requests: no job is due, and the sequencer has placed everything. */
  readonly settle: () => Promise<void>
  /** A migrated database beside the product's, which no sequencer works on. */
  readonly apart: (name: string) => Promise<Database>
  readonly close: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('No free port was given.')
  return address.port
}

/** Starts the product on an empty directory, three times in all to time it, and leaves it running. */
export async function makeGround(): Promise<Ground> {
  // What a first start puts together once for an installation is no part of starting.
  await buildWebIfChanged(repository)
  await buildServerIfChanged(repository)
  const dataRoot = await mkdtemp(join(tmpdir(), 'plumbline-bench-'))
  const port = await freePort()
  const env = {
    PLUMBLINE_DATA: dataRoot,
    PORT: String(port),
    DATABASE_URL: '',
    // One person asks here as often as the machine can answer.
    PLUMBLINE_READS_PER_MINUTE: '0',
    PLUMBLINE_WRITES_PER_MINUTE: '0',
  }
  const start = () => startProgram(['bin/plumbline.mjs', 'serve'], withoutEmpty(env), /Plumbline is ready/)
  const cold = await start()
  await cold.stop()
  const warm: number[] = []
  let app = await start()
  warm.push(app.readyMs)
  for (let again = 0; again < 2; again += 1) {
    await app.stop()
    app = await start()
    warm.push(app.readyMs)
  }

  const layout = dataLayout(dataRoot)
  const [databasePort, adminPassword, secrets] = await Promise.all([
    readFile(layout.portFile, 'utf8'),
    readFile(layout.passwordFile, 'utf8'),
    readFile(filesIn(dataRoot).secrets, 'utf8'),
  ])
  const server = `postgres://127.0.0.1:${databasePort.trim()}/`
  const adminUrl = urlFor(server, 'postgres', adminPassword.trim(), 'plumbline')
  const login = { login: 'plumbline', password: JSON.parse(secrets).database as string }
  const database = new Database({ url: urlFor(server, login.login, login.password, 'plumbline') })
  const sources = makeSources(() => new Date(), randomBytes)
  const userId = await createUser({ database, sources }, { email, password })
  const others: Database[] = []
  const url = `http://127.0.0.1:${port}`

  const all = modules as readonly Module[]
  const jobs = jobsOf(all)
  const jobRunner = new JobRunner({
    database,
    runner: new Runner({ database, sources, modules: all }),
    jobs,
    sources,
    failed: (error) => {
      throw error
    },
  })
  const due = () =>
    database.write({ role: 'app' }, async (db) => {
      const names = jobs.map(({ name }) => name)
      const now = sources.now().toISOString()
      const { rows } = await sql`select from job.due(${names}::text[], ${now})`.execute(db)
      return rows.length
    })

  const settle = async () => {
    // The product looks for jobs once a minute: what is measured meanwhile would be measured beside them.
    while ((await due()) > 0) {
      await jobRunner.runDue()
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const waiting = () =>
      database.read({ role: 'sequencer' }, async (db) => {
        const { rows } = await sql<{ n: number }>`select count(*) as n from trail.pending`.execute(db)
        return rows[0]?.n ?? 0
      })
    while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 200))
    await withClient(adminUrl, (client) => client.query('vacuum analyze'))
    await withClient(adminUrl, (client) => client.query('checkpoint'))
  }

  return {
    app,
    url,
    adminUrl,
    database,
    sources,
    starts: { cold_ms: cold.readyMs, warm_ms: warm },
    organization: async (name) => {
      const made = await makeOrganization(database, sources, name)
      const context = { role: 'app', organizationId: made.id, operationId: sources.newId() } as const
      await database.write(context, async (db, later) => {
        await sql`update app.person set user_id = ${userId} where id = ${made.actors['aims-manager'].person_id}`.execute(
          db,
        )
        later(sql`select trail.record(now(), 'person.join', 'person.joined', null, null, null)`.execute(db))
      })
      return made
    },
    session: async () => {
      const answer = await fetch(`${url}/api/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-requested-with': 'plumbline', origin: url },
        body: JSON.stringify({ email, password }),
      })
      if (!answer.ok) throw new Error(`Signing in failed: ${await answer.text()}`)
      return answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ')
    },
    settle,
    apart: async (name) => {
      const made = await provision({
        adminUrl: urlFor(server, 'postgres', adminPassword.trim(), 'postgres'),
        ...login,
        database: name,
        roles: defaultRoleNames,
      })
      const migrations = await readMigrations(await migrationFolders(), defaultRoleNames)
      await withClient(made, (client) => migrate(client, migrations, defaultRoleNames, new Date()))
      const other = new Database({ url: made })
      others.push(other)
      return other
    },
    close: async () => {
      await Promise.all([database, ...others].map((one) => one.close()))
      await app.stop()
      await rm(dataRoot, { recursive: true, force: true })
    },
  }
}

const withoutEmpty = (env: Record<string, string>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
