import type { Query, QueryClient } from '@tanstack/react-query'
import { keys } from '../app/query-keys.ts'
import { loadedRegister } from '../app/registers.ts'
import { isUnderWay } from '../register/edit/revise.ts'
import type { RecordChanges } from './change-stream.ts'
import { isRows, updateShownLists } from './shown-lists.ts'

const isWhole = (key: unknown): boolean =>
  typeof key === 'object' && key !== null && !('group_by' in key) && !('as_of' in key)

/** Whether the answer to a question about a register's records may be another now. */
function isOutdated(query: Query, ids: ReadonlySet<string> | null): boolean {
  const [, , kind, key, asOf] = query.queryKey
  switch (kind) {
    // Rows that a person reads are brought up to date where they stand.
    case 'list':
      return !isRows(query)
    // The groups of a list are its frame: another would move the rows of whoever reads it.
    case 'summary':
      return isWhole(key)
    case 'get':
      return asOf === null && typeof key === 'string' && (ids === null || ids.has(key)) && !isUnderWay(key)
    // Answers to words as they are typed.
    case 'found':
    case 'options':
    case 'fresh':
    case 'places':
      return false
    default:
      return true
  }
}

/**
 * Whether an answer comes from records of several registers; which ones only the server knows. That is so for pages of
 * modules, and for what stands around a record, such as its history and links.
 */
const isDerived = ({ queryKey: [first, , kind] }: Query): boolean =>
  first === 'register' ? kind === 'about' : first !== 'session'

const readAgain = (client: QueryClient, queryKey: readonly unknown[], predicate: (query: Query) => boolean) =>
  void client.invalidateQueries({ queryKey, predicate }, { cancelRefetch: false })

function applyToRegister(client: QueryClient, changes: RecordChanges): void {
  const { register: name, created, changed } = changes
  const ids = created === null || changed === null ? null : new Set([...created, ...changed])
  void client.invalidateQueries({ queryKey: keys.lists(name), refetchType: 'none' })
  readAgain(client, keys.all(name), (query) => isOutdated(query, ids))
  const register = loadedRegister(name)
  // What could not be read now is read when the person comes back to the list.
  if (register) void updateShownLists(client, register, changes).catch(() => undefined)
}

/** Shows what others changed, without moving what the person reads. */
export function applyChanges(client: QueryClient, changes: readonly RecordChanges[]): void {
  for (const one of changes) applyToRegister(client, one)
  readAgain(client, [], isDerived)
}

/** Something may have changed anywhere: every register of which something is shown is looked at again. */
export function applyMissed(client: QueryClient): void {
  const known = client.getQueryCache().findAll({ queryKey: ['register'] })
  const registers = new Set(known.map(({ queryKey }) => String(queryKey[1])))
  applyChanges(
    client,
    [...registers].map((register) => ({ register, created: [], changed: null })),
  )
}
