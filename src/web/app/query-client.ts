import { QueryClient } from '@tanstack/react-query'
import { passing } from '../client/request.ts'

/** The one cache of what the server answered. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      gcTime: 15 * 60_000,
      retry: (failures, error) => passing(error) && failures < 2,
      // Answers are patched in place after edits; comparing them again would cost more than it saves.
      structuralSharing: false,
    },
    mutations: { retry: false },
  },
})
