import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../../src/platform/db/embedded/embedded-server.ts'
import { migrationFolders } from '../../src/platform/db/migration-folders.ts'
import { migrate, readMigrations } from '../../src/platform/db/migrator.ts'
import { provision, withClient } from '../../src/platform/db/provision.ts'
import { defaultRoleNames } from '../../src/platform/db/roles.ts'
import { guardRoot } from './guard-root.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser URL of the test server. */
    adminUrl: string
    login: string
    password: string
    template: string
  }
}

/**
 * One PostgreSQL for a test run, with a migrated template database that each test file clones. With
 * `TEST_POSTGRES_BIN` the same tests run on another PostgreSQL's binaries.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataRoot = await mkdtemp(join(tmpdir(), 'plumbline-test-'))
  guardRoot(dataRoot)
  const binaries = process.env.TEST_POSTGRES_BIN
  const server = await startEmbeddedServer({
    dataRoot,
    settings: { max_connections: '200', shared_buffers: '128MB' },
    ...(binaries ? { binaries } : {}),
  })
  const end = async () => {
    await server.stop()
    await rm(dataRoot, { recursive: true, force: true })
  }
  try {
    await prepareTemplate(project, server.adminUrl)
  } catch (error) {
    await end()
    throw error
  }
  return end
}

/** The database that each test file clones, and what it needs to do so. */
async function prepareTemplate(project: TestProject, adminUrl: string): Promise<void> {
  const login = 'plumbline'
  const password = randomBytes(18).toString('base64url')
  const template = 'plumbline_template'
  const url = await provision({
    adminUrl,
    login,
    password,
    database: template,
    roles: defaultRoleNames,
  })
  const migrations = await readMigrations(await migrationFolders(), defaultRoleNames)
  await withClient(url, (client) => migrate(client, migrations, defaultRoleNames, new Date()))
  project.provide('adminUrl', adminUrl)
  project.provide('login', login)
  project.provide('password', password)
  project.provide('template', template)
}
