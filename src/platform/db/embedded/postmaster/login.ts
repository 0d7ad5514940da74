import pg from 'pg'
import { systemCode } from '../embedded-server-error.ts'
import { isSameDirectory } from './postmaster-file.ts'

export type LoginOutcome = 'ours' | 'other_server' | 'password_refused' | 'no_answer'

/** The superuser's way in, over loopback. */
export function adminUrlOf(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

/** Signs in as the superuser and asks the server which data directory it serves: the proof that it is ours. */
export async function logInTo(port: number, password: string, dataDirectory: string): Promise<LoginOutcome> {
  const client = new pg.Client({
    connectionString: adminUrlOf(port, password),
    connectionTimeoutMillis: 10_000,
    application_name: 'plumbline supervisor',
  })
  // A connection lost after the answer came is of no interest here.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>(
      "select current_setting('data_directory') as data_directory",
    )
    const served = rows[0]?.data_directory
    return served !== undefined && (await isSameDirectory(served, dataDirectory)) ? 'ours' : 'other_server'
  } catch (error) {
    const code = systemCode(error)
    if (code === '28P01' || code === '28000') return 'password_refused'
    return 'no_answer'
  } finally {
    await client.end().catch(() => undefined)
  }
}
