import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { Database } from '../../src/platform/db/database.ts'
import { urlFor, withClient } from '../../src/platform/db/provision.ts'

export interface TestDatabase {
  readonly database: Database
  /** As the product signs in: a member of the four roles. */
  readonly url: string
  /** As a superuser, to look at or doctor what the product cannot. */
  readonly adminUrl: string
}

/** A migrated database of its own for one test file, removed afterwards. */
export async function makeTestDatabase(options: { connections?: number } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const admin = inject('adminUrl')
  await withClient(admin, async (client) => {
    await client.query(`create database ${name} template ${inject('template')}`)
    // Rights on a database are not copied with it.
    await client.query(`revoke temporary on database ${name} from public`)
  })
  const url = urlFor(admin, inject('login'), inject('password'), name)
  const database = new Database({ url, ...options })
  const adminUrl = new URL(admin)
  adminUrl.pathname = `/${name}`
  afterAll(async () => {
    await database.close()
    await withClient(admin, (client) => client.query(`drop database if exists ${name} with (force)`))
  })
  return { database, url, adminUrl: adminUrl.toString() }
}
