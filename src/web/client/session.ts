import { queryOptions, useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../kernel/contract/operation.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { sessionOperation } from '../../modules/organization/contract.ts'
import { call } from './call.ts'
import { Problem } from './problem.ts'

/** Who is signed in, where, and what they may do. */
export type Session = OutputOf<typeof sessionOperation>

async function readSession(): Promise<Session | null> {
  try {
    return await call('session.get', {})
  } catch (error) {
    if (error instanceof Problem && error.kind === 'not-signed-in') return null
    throw error
  }
}

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: 5 * 60_000,
})

/** Who was signed in last: a page whose session has ended shows what it showed until it is left. */
let latest: Session | null = null

/** The session on pages that only a signed-in person reaches. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  latest = data ?? latest
  if (!latest) throw new Error('This page needs a signed-in person.')
  return latest
}

/**
 * Whether the person may use a verb of a register on a record; on the register as a whole without one.
 * A reach of `own` covers only records the person owns.
 */
export function may(
  session: Session,
  register: Pick<AnyRegister, 'name'>,
  verb: string,
  record?: { readonly owner_id?: string | null | undefined },
): boolean {
  const reach = session.permissions[`${register.name}:${verb}`]
  if (reach === undefined || reach === 'all') return reach === 'all'
  return record === undefined || record.owner_id === session.person.id
}

/** Whether the person may import records of a register from files. */
export const mayImport = (session: Session, register: Pick<AnyRegister, 'name' | 'not_imported'>): boolean =>
  register.not_imported === undefined && may(session, register, 'bulk')
