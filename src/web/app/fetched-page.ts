import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { fetchPart } from './fetch-part.ts'

/**
 * A page whose code is fetched when it is first opened. The router's own would load the document anew when that fails,
 * and what somebody typed would be gone with it; this one is a problem like any other.
 */
export function fetchedPage<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
) {
  let asked: ReturnType<typeof load> | undefined
  const fetchPage = () => {
    if (asked) return asked
    const started = fetchPart(load)
    asked = started
    started.catch(() => {
      asked = undefined
    })
    return started
  }
  return Object.assign(lazyRouteComponent(fetchPage, name), { fetchPage })
}

/** Fetches what a route's component is made of; at once when it is at hand or needs nothing. */
export async function fetchPageOf(component: unknown): Promise<void> {
  if (
    typeof component === 'function' &&
    'fetchPage' in component &&
    typeof component.fetchPage === 'function'
  )
    await component.fetchPage()
}
