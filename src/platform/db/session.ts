import type pg from 'pg'
import { isId } from '../ids.ts'
import { backendOf } from './cancel-statement.ts'
import type { RoleNames } from './roles.ts'

/** What a transaction acts for; checked again by row-level security and by the trail. */
export interface TransactionContext {
  readonly role: keyof RoleNames
  /** Unset for work that is not one organization's, such as the sequencer's. */
  readonly organizationId?: string
  /** Set for writes: the operation that every captured change belongs to. */
  readonly operationId?: string
}

type Setting = readonly [name: string, value: string]

const always: readonly Setting[] = [
  ['timezone', 'UTC'],
  // No statement and no forgotten transaction may hold a connection for ever; an import takes its time.
  ['statement_timeout', '120000'],
  ['idle_in_transaction_session_timeout', '60000'],
]

const calls = (settings: readonly Setting[], local: boolean): string =>
  settings.map(([name], place) => `set_config('${name}', $${place + 1}, ${local})`).join(', ')

const valuesOf = (settings: readonly Setting[]): string[] => settings.map(([, value]) => value)

/**
 * Sets once, for as long as a connection stands, what every transaction on it starts with: the role that serves
 * requests, reading only, from one snapshot. A transaction that is to write, or to be another role's, says so.
 * @returns false when nothing was set, because another process answers than the one that took the connection: a pooler
 *   stands between, and may give the next transaction to another one again.
 * @throws when the role does not exist yet.
 */
export async function prepareSession(client: pg.ClientBase, role: string): Promise<boolean> {
  const settings: readonly Setting[] = [
    ...always,
    ['default_transaction_isolation', 'repeatable read'],
    ['default_transaction_read_only', 'on'],
    ['role', role],
  ]
  const { rowCount } = await client.query(
    `select concat(${calls(settings, false)}) as done where pg_backend_pid() = $${settings.length + 1}::int`,
    [...valuesOf(settings), backendOf(client).processID],
  )
  return rowCount === 1
}

const idsOf = ({ organizationId, operationId }: TransactionContext) =>
  [
    ['organization', organizationId],
    ['operation', operationId],
  ] as const

/** @throws when the organization or operation is no UUID. */
export function assertIds(context: TransactionContext): void {
  for (const [name, id] of idsOf(context))
    if (id !== undefined && !isId(id)) throw new Error(`The ${name} of a transaction must be a UUID.`)
}

/**
 * What a transaction has to set at its beginning.
 * @param prepared whether `prepareSession` has set the rest for its connection.
 */
export function settingsOf(context: TransactionContext, roles: RoleNames, prepared: boolean): Setting[] {
  const settings: Setting[] = prepared ? [] : [...always]
  if (!prepared || context.role !== 'app') settings.push(['role', roles[context.role]])
  for (const [name, id] of idsOf(context)) if (id !== undefined) settings.push([`plumbline.${name}`, id])
  return settings
}

/** The statement that sets them for one transaction, without returning a value: nothing reads it. */
export const setting = (settings: readonly Setting[]) => ({
  text: `select where concat(${calls(settings, true)}) is null`,
  values: valuesOf(settings),
})
