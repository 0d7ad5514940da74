import { detailOf, Problem } from '../client/problem.ts'
import { t } from '../messages/message.ts'
import { notify } from '../ui/overlay/toast.tsx'
import { fetchPageOf } from './fetched-page.ts'
import { indexedByPlural, loadRegister } from './registers.ts'
import type { router } from './router.tsx'
import { serverAnswers } from './server-answers.ts'

type Router = typeof router

async function fetchPage(routes: Router, pathname: string): Promise<void> {
  const [matched, params] = routes.getMatchedRoutes(pathname)
  const indexed = params.plural === undefined ? undefined : indexedByPlural(params.plural)
  await Promise.all([
    ...matched.map(({ options }) => fetchPageOf(options.component)),
    ...(indexed === undefined ? [] : [loadRegister(indexed)]),
  ])
}

/** A part of an earlier build is gone once a newer one is served, and a browser may not ask twice for what failed once. */
async function tell(error: unknown): Promise<void> {
  if (await serverAnswers())
    notify({
      text: t('part.gone'),
      tone: 'critical',
      action: { label: t('part.load'), run: () => window.location.reload() },
    })
  else
    notify({ text: error instanceof Problem ? detailOf(error) : t('problem.unreachable'), tone: 'critical' })
}

/**
 * Nobody leaves a page before the next one can be shown: when a part of it cannot be fetched, the page stays with what
 * was entered, and says so.
 */
export function stayUntilFetched(routes: Router): void {
  routes.history.block({
    enableBeforeUnload: false,
    blockerFn: async ({ nextLocation }) => {
      try {
        await fetchPage(routes, nextLocation.pathname)
        return false
      } catch (error) {
        void tell(error)
        return true
      }
    },
  })
}
