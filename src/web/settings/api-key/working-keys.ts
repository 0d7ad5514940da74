import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { apiKey } from '../../../modules/organization/access/access-contract.ts'
import { call } from '../../client/call.ts'

export type ApiKey = z.output<typeof apiKey>

/** Whether a key works now, and why not. */
export const stateOfKey = (key: ApiKey, now: number) =>
  key.revoked_at !== null ? 'revoked' : new Date(key.expires_at).getTime() <= now ? 'expired' : 'active'

/** Every key that is asked for on its own below this. */
export const keysOf = (personId: string | undefined) => ['api-keys', personId ?? null] as const

/** The keys of a person that work now; beyond two hundred, they are looked through in their own list. */
export const workingKeysQuery = (personId: string) =>
  queryOptions({
    queryKey: [...keysOf(personId), 'working'],
    queryFn: async ({ signal }) => {
      const { items } = await call('api-key.list', { person_id: personId, limit: 200 }, { signal })
      return items.filter((key) => stateOfKey(key, Date.now()) === 'active')
    },
    staleTime: 0,
  })
