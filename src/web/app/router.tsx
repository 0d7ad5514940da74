import {
  createRootRoute,
  createRoute,
  createRouter,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { webModules } from '../../modules/web.ts'
import { may, mayImport, sessionQuery } from '../client/session.ts'
import { setFormats } from '../messages/format.ts'
import { NotFound, PageError } from '../page/trouble.tsx'
import { ConflictOutlet } from '../register/edit/conflict-outlet.tsx'
import { TakeBackOutlet } from '../register/edit/take-back-outlet.tsx'
import { pageQuery, summaryQuery } from '../register/list/rows/list-query.ts'
import { toldBy } from '../register/list/state/list-address.ts'
import { readListState } from '../register/list/state/list-state.ts'
import { viewQuery } from '../register/list/view/view-query.ts'
import { obstaclesQuery, recordQuery } from '../register/record/record-query.ts'
import { threadQuery } from '../thread/thread-query.ts'
import { Toaster } from '../ui/overlay/toast.tsx'
import { UndoOutlet } from '../undo/undo-outlet.tsx'
import { fetchedPage } from './fetched-page.ts'
import { queryClient } from './query-client.ts'
import { indexedByPlural, loadRegister } from './registers.ts'
import { type PlainSearch, parseSearch, stringifySearch } from './search-params.ts'

const plainSearch = (search: Record<string, unknown>): PlainSearch =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]))

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <UndoOutlet />
      <Toaster />
    </>
  ),
  validateSearch: plainSearch,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: fetchedPage(() => import('../page/sign-in.tsx'), 'SignIn'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: fetchedPage(() => import('../page/invitation.tsx'), 'InvitationPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: fetchedPage(() => import('../page/reset.tsx'), 'Reset'),
})

/** Every page of a signed-in person; others are led to sign in and come back. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (session === null)
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    setFormats(session.organization)
    return { session }
  },
  component: fetchedPage(() => import('../shell/shell.tsx'), 'Shell'),
})

const myWork = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: fetchedPage(() => import('../page/my-work.tsx'), 'MyWork'),
})

/**
 * Pages that modules bring beyond their registers'. They have the addresses of lists and records, and are linked to as
 * such; the types of routes therefore need not know them.
 */
const modulePages = webModules
  .flatMap(({ pages = [] }) => pages)
  .map((page) =>
    createRoute({
      getParentRoute: () => shell,
      path: page.path,
      beforeLoad: ({ context }) => {
        if (context.session.permissions[page.permission] === undefined) throw notFound()
      },
      component: fetchedPage(page.load, 'Page'),
    }),
  ) as unknown as readonly []

/** The pages of one register: its module is loaded before any of them. */
const register = createRoute({
  getParentRoute: () => shell,
  path: '$plural',
  beforeLoad: async ({ params, context }) => {
    const indexed = indexedByPlural(params.plural)
    if (!indexed || !may(context.session, indexed, 'read')) throw notFound()
    return { register: await loadRegister(indexed) }
  },
  component: () => (
    <>
      <Outlet />
      <ConflictOutlet />
      <TakeBackOutlet />
    </>
  ),
})

const list = createRoute({
  getParentRoute: () => register,
  path: '/',
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => {
    // A view's name stands for its filters: the list cannot be asked for before they are known.
    const views = queryClient.ensureQueryData(viewQuery(context.register)).catch(() => [])
    const view = deps.view === undefined ? undefined : (await views).find(({ id }) => id === deps.view)
    const state = readListState(context.register, toldBy(deps, view))
    if (state.group === null)
      void queryClient.prefetchQuery(pageQuery({ register: context.register, state, within: {} }, 0, null))
    void queryClient.prefetchQuery(summaryQuery(context.register, state, state.group ?? undefined))
  },
  component: fetchedPage(() => import('../register/list/list-page.tsx'), 'ListPage'),
})

const create = createRoute({
  getParentRoute: () => register,
  path: 'new',
  component: fetchedPage(() => import('../register/form/create-page.tsx'), 'CreatePage'),
})

const importFile = createRoute({
  getParentRoute: () => register,
  path: 'import',
  beforeLoad: ({ context }) => {
    if (!mayImport(context.session, context.register)) throw notFound()
  },
  component: fetchedPage(() => import('../exchange/import-page.tsx'), 'ImportPage'),
})

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const record = createRoute({
  getParentRoute: () => register,
  path: '$id',
  beforeLoad: ({ params }) => {
    // What else stands here may be an address of the API, such as `summary`, which answers something that is no record.
    if (!uuid.test(params.id)) throw notFound()
  },
  loaderDeps: ({ search }) => ({ as_of: search.as_of }),
  loader: ({ context, params, deps }) => {
    const { register } = context
    const asked = recordQuery(register, params.id, deps.as_of)
    const read = queryClient.prefetchQuery(asked)
    if (deps.as_of !== undefined) return
    void queryClient.prefetchQuery(threadQuery({ register: register.name, id: params.id }))
    // What the record says at its head depends on it.
    void read.then(() => {
      const known = queryClient.getQueryData(asked.queryKey)
      if (known) void queryClient.prefetchQuery(obstaclesQuery(register, known.record))
    })
  },
  component: fetchedPage(() => import('../register/record/record-page.tsx'), 'RecordPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    invitation,
    reset,
    shell.addChildren([myWork, ...modulePages, register.addChildren([list, create, importFile, record])]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  // The cache of queries decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultNotFoundComponent: () => <NotFound />,
  defaultErrorComponent: PageError,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
