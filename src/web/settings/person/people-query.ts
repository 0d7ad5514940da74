import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { roleAssignment } from '../../../modules/organization/access/access-contract.ts'
import { call } from '../../client/call.ts'

export type RoleAssignment = z.output<typeof roleAssignment>

/** What the page shows of a person. */
export interface Person {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly name: string
  readonly email: string | null
}

const shownAtOnce = 50

/** People by name, or those whose name holds the words. */
export const peopleQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: ['register', 'person', 'access', words],
    queryFn: async ({ pageParam, signal }) => {
      const page = await call(
        'person.list',
        {
          columns: 'name,email',
          sort: 'name',
          limit: shownAtOnce,
          ...(words === '' ? {} : { q: words }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        { signal },
      )
      return { items: page.items as unknown as readonly Person[], next_cursor: page.next_cursor }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })

/** Who holds which role: all of it, as a person may hold several and lists are short. */
export const roleAssignmentsQuery = queryOptions({
  queryKey: ['role-assignments'],
  queryFn: async ({ signal }): Promise<readonly RoleAssignment[]> => {
    const found: RoleAssignment[] = []
    let cursor: string | null = null
    do {
      const page: { items: RoleAssignment[]; next_cursor: string | null } = await call(
        'role-assignment.list',
        { limit: 200, ...(cursor === null ? {} : { cursor }) },
        { signal },
      )
      found.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== null)
    return found
  },
})
