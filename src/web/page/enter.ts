import { useRouter } from '@tanstack/react-router'
import { queryClient } from '../app/query-client.ts'
import { sessionQuery } from '../client/session.ts'
import { forgetTitles } from '../client/titles.ts'
import { dismissAll } from '../ui/overlay/toast.tsx'

/** Only addresses of this site, so that a link cannot send a person elsewhere after signing in. */
const safeNext = (next: string | undefined): string =>
  // Browsers read a backslash as a slash: two of either name another site.
  next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/'

/** What follows a sign-in: the page that was asked for, or the start page, as the person who is here now. */
export function useEnter(next?: string): () => Promise<void> {
  const router = useRouter()
  return async () => {
    // Whoever was here before may have known more.
    queryClient.clear()
    forgetTitles()
    // What they were told to do next is done.
    dismissAll()
    await queryClient.fetchQuery(sessionQuery)
    router.history.push(safeNext(next))
  }
}
