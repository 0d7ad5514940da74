import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import './theme/font.css'
import './theme/tokens.css'
import './theme/base.css'
import { queryClient } from './app/query-client.ts'
import { router } from './app/router.tsx'
import { stayUntilFetched } from './app/stay.ts'
import { onSignedOut } from './client/request.ts'
import { sessionQuery } from './client/session.ts'
import { applyLooks, followSystem } from './theme/scheme.ts'

onSignedOut(() => {
  // Asking who is signed in is answered with "nobody"; everything else means that the session ended.
  if (queryClient.getQueryData(sessionQuery.queryKey) == null) return
  queryClient.setQueryData(sessionQuery.queryKey, null)
  const { href } = router.state.location
  void router.navigate({ to: '/sign-in', search: { next: href } })
})

stayUntilFetched(router)

applyLooks()
followSystem()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for the application.')
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
)
