import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { guardRoot } from '../../test/harness/guard-root.ts'
import type { TestOrganization } from '../../test/harness/organization.ts'
import { readConfig } from '../platform/config/config.ts'
import { provision, withClient } from '../platform/db/provision.ts'
import { defaultRoleNames } from '../platform/db/roles.ts'
import type { Command, CommandContext } from './command.ts'
import { openProduct, type Product } from './open-product.ts'

/** The environment an installation is started with. */
export type Settings = Record<string, string>

export interface Installations {
  /** Holds the data directory of each. */
  readonly folder: string
  /** A data directory, and a database of the test server unless the installation shall bring its own. */
  readonly settingsFor: (root: string, embedded?: boolean) => Promise<Settings>
}

/** Installations for the tests of commands, removed with their databases when the file is done. */
export async function makeInstallations(): Promise<Installations> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-installation-'))
  // The embedded server runs under an account of its own and has to pass through.
  await chmod(folder, 0o711)
  const databases: string[] = []
  afterAll(async () => {
    for (const name of databases)
      await withClient(inject('adminUrl'), (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      )
    await rm(folder, { recursive: true, force: true })
  })
  const settingsFor = async (root: string, embedded = false): Promise<Settings> => {
    const base = { PLUMBLINE_DATA: join(folder, root), PLUMBLINE_URL: 'https://aims.example.org' }
    if (embedded) {
      guardRoot(base.PLUMBLINE_DATA)
      return base
    }
    const name = `drill_${randomBytes(6).toString('hex')}`
    databases.push(name)
    const url = await provision({
      adminUrl: inject('adminUrl'),
      login: inject('login'),
      password: inject('password'),
      database: name,
      roles: defaultRoleNames,
    })
    return { ...base, DATABASE_URL: url }
  }
  return { folder, settingsFor }
}

/** Runs a command as `plumbline` does. @returns its exit code and everything it said */
export async function runCommandWith(command: Command, env: Settings, ...args: string[]) {
  const said: string[] = []
  const context: CommandContext = {
    terminal: { line: (text) => said.push(text), error: (text) => said.push(text) },
    config: () => readConfig(env, ''),
    ended: Promise.resolve(),
  }
  return { code: await command.run(args, context), said: said.join('\n') }
}

const throwIt = (error: Error): void => {
  throw error
}

/** Opens the product of an installation for as long as `body` takes. */
export async function withProduct<T>(
  env: Settings,
  body: (product: Product) => Promise<T>,
  failed: (error: Error) => void = throwIt,
): Promise<T> {
  const product = await openProduct(readConfig(env, ''), failed)
  try {
    return await body(product)
  } finally {
    await product.close()
  }
}

/** Calls an operation as the organization's AIMS manager. */
export const callAsManager = async <T>(
  product: Product,
  organization: TestOrganization,
  name: string,
  input: unknown,
): Promise<T> =>
  (await product.runner.run(name, { actor: organization.actors['aims-manager'], input })).result as T

/** The names of an organization's units, as its AIMS manager lists them. */
export const unitNames = async (product: Product, organization: TestOrganization): Promise<string[]> => {
  const { items } = await callAsManager<{ items: { name: string }[] }>(
    product,
    organization,
    'organization-unit.list',
    {},
  )
  return items.map(({ name }) => name)
}
